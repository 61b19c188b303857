//! The units of some rows that are not zero, row by row, in the order in which genmodel adds their products: a list for each of its
//! eight partial sums, over i mod 8, and one for the inputs behind the last whole eight.

/// Partial sums, and the inputs behind.
pub const PARTS: usize = 9;

#[derive(Clone, Copy, Default)]
pub struct Item {
    pub input: u32,
    pub unit: f64,
}

pub struct Lists {
    /// Inputs whose products go to partial sums: a multiple of 8.
    even: usize,
    /// Where the items of a part begin among those of a row.
    starts: [usize; PARTS],
    row_items: usize,
    items: Vec<Item>,
    /// Where they end.
    ends: Vec<[usize; PARTS]>,
}

impl Lists {
    /// For rows with at most one unit of each of `columns` columns, which may be any, and the units of `numbers` inputs from `first` on.
    pub fn new(even: usize, columns: usize, first: usize, numbers: usize) -> Self {
        let mut room = [columns; PARTS];
        for input in first..first + numbers {
            room[part_of(input, even)] += 1;
        }
        let mut row_items = 0;
        let starts = room.map(|items| {
            row_items += items;
            row_items - items
        });
        Self { even, starts, row_items, items: Vec::new(), ends: Vec::new() }
    }

    /// Bytes of a row's lists.
    pub fn row_bytes(&self) -> usize {
        self.row_items * size_of::<Item>() + size_of::<[usize; PARTS]>()
    }

    /// `rows` empty lists.
    pub fn clear(&mut self, rows: usize) {
        let items = self.items.len().max(rows * self.row_items);
        self.items.resize(items, Item::default());
        self.ends.clear();
        self.ends.resize(rows, self.starts);
    }

    /// To the end of a list: inputs come in ascending order.
    #[inline(always)]
    pub fn put(&mut self, row: usize, input: usize, unit: f64) {
        let end = &mut self.ends[row][part_of(input, self.even)];
        self.items[row * self.row_items + *end] = Item { input: input as u32, unit };
        *end += 1;
    }

    /// The items of a part of a row.
    #[inline(always)]
    pub fn part(&self, row: usize, part: usize) -> &[Item] {
        &self.items[row * self.row_items..][self.starts[part]..self.ends[row][part]]
    }
}

#[inline(always)]
fn part_of(input: usize, even: usize) -> usize {
    if input < even { input % 8 } else { PARTS - 1 }
}
