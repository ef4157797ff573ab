package io.certconnect.stores.rebuild;

/**
 * Rows that two accounts of the same thing do not share.
 *
 * @param table the table that the rows are of
 * @param where which account has them, to be read in a sentence: "only in the store"
 * @param rows how many
 * @param example one of them, as PostgreSQL writes a row
 */
public record Difference(String table, String where, long rows, String example) {

    @Override
    public String toString() {
        return "%s: %,d row%s %s, such as %s".formatted(table, rows, rows == 1 ? "" : "s", where, example);
    }
}
