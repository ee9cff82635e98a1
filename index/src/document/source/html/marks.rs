//! Marks in a page's text for what only its elements say: which lines are items of a list, and where the cells of a row end.

use dom_query::{Document, NodeRef, Selection};

/// The cells of a table of figures have at most so many words, most of them at least.
const LONGEST_CELL: usize = 12;

/// A table has so many rows at least; fewer are a way to lay out a page.
const FEWEST_ROWS: usize = 3;

/// Elements with lines of their own.
const BLOCKS: &[&str] =
    &["p", "div", "ul", "ol", "dl", "table", "section", "article", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Writes a bullet before each item that is no mere link, and a bar between the cells of each row.
pub fn mark(page: &Document) {
    for item in page.select("li").nodes() {
        if begins_with_words(item) && !is_link(item) {
            item.prepend_child(&item.tree.new_text("• "));
        }
    }
    for table in page.select("table").iter().filter(is_of_cells) {
        table.select("td, th").nodes().iter().for_each(put_on_a_line);
        for cell in table.select("td + td, td + th, th + td, th + th").nodes() {
            cell.prepend_child(&cell.tree.new_text("| "));
        }
    }
}

/// The blocks of a cell as one line.
fn put_on_a_line(cell: &NodeRef<'_>) {
    if !cell.find(&["p"]).is_empty() || !cell.find(&["div"]).is_empty() || !cell.find(&["br"]).is_empty() {
        cell.find(&["br"]).iter().for_each(|end| end.replace_with(&cell.tree.new_text(" ")));
        let text = Selection::from(*cell).formatted_text();
        cell.set_text(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Tells whether an item begins with words of its own, not with a block that has a line of its own.
fn begins_with_words(item: &NodeRef<'_>) -> bool {
    let first = item.children_it(false).find(|child| !child.text().trim().is_empty());
    first.is_some_and(|first| first.node_name().is_none_or(|name| !BLOCKS.contains(&&*name)))
}

/// Tells whether an item of a menu is nothing but a way to another page.
fn is_link(item: &NodeRef<'_>) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let linked: usize = item.find(&["a"]).iter().map(|link| words(&link.text())).sum();
    linked * 2 > words(&item.text())
}

/// Tells whether a table has rows of as many cells each, short ones: many pages are laid out by tables of paragraphs.
fn is_of_cells(table: &Selection<'_>) -> bool {
    if table.select("table, ul, ol, h1, h2, h3, form, p + p, div + div").exists() {
        return false;
    }
    let rows: Vec<usize> =
        table.select("tr").iter().map(|row| row.select("td, th").length()).filter(|cells| *cells > 0).collect();
    let cells = table.select("td, th");
    let long = cells.iter().filter(|cell| cell.text().split_whitespace().nth(LONGEST_CELL).is_some()).count();
    let links = table.select("a").length();
    rows.len() >= FEWEST_ROWS
        && rows.iter().all(|cells| *cells == rows[0] && *cells > 1)
        && long * 10 <= cells.length()
        && links * 2 <= cells.length()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        let page = Document::from(page);
        mark(&page);
        page.select("body").formatted_text().trim_end().to_owned()
    }

    #[test]
    fn items_and_cells_are_marked() {
        let items = "<ul><li>One</li><li><b>Two</b></li><li><a href=/>Home</a></li><li><p>Three</p></li></ul>";
        assert_eq!(text(items), "• One\n• Two\nHome\n\nThree");
        let rows = "<tr><th>Port<th>Boats<tr><td>Latakia<td>420<tr><td>Mersin<td>310";
        assert_eq!(text(&format!("<table>{rows}</table>")), "Port | Boats\nLatakia | 420\nMersin | 310");
    }

    #[test]
    fn layout_is_no_table() {
        for page in [
            "<table><tr><td>Home<td>Article</table>",
            "<table><tr><td><p>One</p><p>Two</p><td>x<tr><td>a<td>b<tr><td>c<td>d</table>",
            "<table><tr><td><a>One</a><td><a>x</a><tr><td><a>a</a><td>b<tr><td>c<td><a>d</a></table>",
        ] {
            assert!(!text(page).contains('|'), "{page}");
        }
    }
}
