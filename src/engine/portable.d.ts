// The few names of AssemblyScript that assembly/math.ts uses, for tsc: in JavaScript every one of its
// numbers is a double.

type f64 = number;
type i32 = number;
type bool = boolean;
type StaticArray<T> = T[];
