//! Memory that is read here and there, in large pages.

/// An empty vector with room for `count` items. The system is asked to back it with pages of 2 MiB where it has such: a walk from node to
/// node looks up the address of a page at every step, and the processor remembers those of few MiB of small ones. The advice changes
/// nothing else, and may be refused.
pub fn with_room<T>(count: usize) -> Vec<T> {
    let mut items = Vec::with_capacity(count);
    advise(items.spare_capacity_mut());
    items
}

#[cfg(target_os = "linux")]
fn advise<T>(room: &mut [T]) {
    const LARGE_PAGE: usize = 2 << 20;
    /// The greatest of the small pages that systems have.
    const PAGE: usize = 64 << 10;
    const MADV_HUGEPAGE: i32 = 14;
    unsafe extern "C" {
        fn madvise(start: *mut u8, length: usize, advice: i32) -> i32;
    }
    let bytes = size_of_val(room);
    if bytes < LARGE_PAGE {
        return;
    }
    let start = room.as_mut_ptr().cast::<u8>();
    let skipped = start.align_offset(PAGE);
    // SAFETY: the pages lie within the room, and the advice changes nothing of what is in them.
    unsafe { madvise(start.add(skipped), (bytes - skipped) / PAGE * PAGE, MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn advise<T>(_: &mut [T]) {}
