package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;

/**
 * Escapes control and format characters in a command's output, since names, reasons and answers come from others. They are written as JSON
 * escapes ({@code \u001b}), so that JSON output keeps its meaning. As thread-safe as the underlying writer.
 */
public final class PlainWriter extends PrintWriter {
    private final PrintWriter bare;

    public PlainWriter(PrintWriter bare) {
        super(bare, true);
        this.bare = bare;
    }

    /** The underlying writer, for output that draws on a terminal on purpose and contains no text of others. */
    public static PrintWriter bare(PrintWriter writer) {
        return writer instanceof PlainWriter plain ? plain.bare : writer;
    }

    @Override
    public void write(int c) {
        if (isUnsafe((char) c)) {
            write(String.valueOf((char) c));
        } else {
            super.write(c);
        }
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) {
        String said = text.substring(from, from + length);
        String plain = said.chars().anyMatch(c -> isUnsafe((char) c)) ? plain(said) : said;
        super.write(plain, 0, plain.length());
    }

    private static String plain(String text) {
        var plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(isUnsafe(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return plain.toString();
    }

    /** Control characters (also above ASCII) except newline and tab, bidirectional marks, and invisible characters. */
    private static boolean isUnsafe(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
