//! Tab-separated tables with a header line: the format of the gazetteer.

use super::source::PackError;

/// A table of named columns. Lines that begin with `#` and blank lines are left out.
#[derive(Debug)]
pub struct Table<'a> {
    file: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<(usize, Vec<&'a str>)>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table<'t>,
    index: usize,
}

impl<'a> Table<'a> {
    /// Splits `text`; every row must have no more cells than the header has columns.
    pub fn parse(file: &'a str, text: &'a str) -> Result<Self, PackError> {
        let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l.trim_end_matches('\r'))).filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let (_, header) = lines.next().ok_or_else(|| PackError::at(file, 1, "no header line"))?;
        let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
        let mut rows = Vec::new();
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() > columns.len() {
                return Err(PackError::at(file, line, format!("{} cells under {} columns: is there a stray tab?", cells.len(), columns.len())));
            }
            rows.push((line, cells));
        }
        Ok(Table { file, columns, rows })
    }

    /// The rows in order.
    pub fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        (0..self.rows.len()).map(move |index| Row { table: self, index })
    }
}

impl<'t> Row<'t> {
    /// The cell under `column`, empty where the row or the table has none.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| *c == column);
        at.and_then(|i| self.table.rows[self.index].1.get(i)).copied().unwrap_or("")
    }

    /// The `|`-separated parts of a cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The cell, which must not be empty.
    pub fn need(&self, column: &str) -> Result<&'t str, PackError> {
        let cell = self.get(column);
        if cell.is_empty() { Err(self.error(format!("`{column}` is empty"))) } else { Ok(cell) }
    }

    /// An error at this row.
    pub fn error(&self, reason: impl Into<String>) -> PackError {
        PackError::at(self.table.file, self.table.rows[self.index].0, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_name_and_errors_name_the_line() {
        let t = Table::parse("x.tsv", "# note\nid\ten\thi\na\tb|c\n").expect("a table");
        let row = t.rows().next().expect("a row");
        assert_eq!(row.list("en").collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!((row.get("hi"), row.get("none")), ("", ""));
        assert_eq!(row.need("hi").unwrap_err().to_string(), "x.tsv:3: `hi` is empty");
        assert!(Table::parse("x.tsv", "a\nb\tc\n").unwrap_err().to_string().contains("stray tab"));
    }
}
