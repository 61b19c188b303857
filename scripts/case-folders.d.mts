export const CASE_FOLDERS: readonly string[];
