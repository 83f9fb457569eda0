package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;

/**
 * What a command says, with nothing in it that a terminal obeys or hides: names, reasons and answers come from others. Such a
 * character is written as JSON writes it ({@code \u001b}), so that a program that reads JSON reads the same. As thread-safe as
 * what it writes to.
 */
public final class PlainWriter extends PrintWriter {
    private final PrintWriter bare;

    public PlainWriter(PrintWriter bare) {
        super(bare, true);
        this.bare = bare;
    }

    /** For what draws on a terminal on purpose, and holds no words of others: the writer behind, where there is one. */
    public static PrintWriter bare(PrintWriter writer) {
        return writer instanceof PlainWriter plain ? plain.bare : writer;
    }

    @Override
    public void write(int c) {
        if (isObeyed((char) c)) {
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
        String plain = said.chars().anyMatch(c -> isObeyed((char) c)) ? plain(said) : said;
        super.write(plain, 0, plain.length());
    }

    private static String plain(String text) {
        var plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(isObeyed(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return plain.toString();
    }

    /** Controls, those above ASCII too, but for ends of lines and tabs; marks that turn the direction of text, or are not seen. */
    private static boolean isObeyed(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
