package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.Problem;
import dev.tidegate.runbooks.yaml.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of books. Reads the files at every call, so that the answer is always current. */
public final class BookShelf {
    private final Path folder;
    private final BookLoader loader;

    public BookShelf(Path folder, BookLoader loader) {
        this.folder = folder;
        this.loader = loader;
    }

    /** What a listing shows of a book, read even if the book is invalid. */
    public record Header(String name, String tier, String title) {}

    public List<Header> headers() {
        return files().stream().map(BookShelf::header).toList();
    }

    private static Header header(Path file) {
        var fields = new TreeMap<String, String>();
        try {
            Optional<Node> root = YamlTree.parse(Files.readString(file), new ArrayList<>());
            if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
                for (Node.Member m : mapping.members()) {
                    if (m.value() instanceof Node.Scalar s) {
                        fields.put(m.name(), s.value().asText());
                    }
                }
            }
        } catch (IOException e) {
            fields.clear(); // listed without a title, as a malformed one is; loading it says why
        }
        return new Header(
                stem(file),
                fields.getOrDefault("tier", "0"),
                fields.getOrDefault("title", "(not readable: see lint)"));
    }

    /**
     * The book of this name, or all problems of its file or of one it calls; empty when there is no
     * such file.
     */
    public Optional<BookOutcome> load(String name) {
        return read(name).map(this::withCallsChecked);
    }

    public List<BookOutcome> loadAll() {
        return files().stream().map(loader::load).map(this::withCallsChecked).toList();
    }

    private Optional<BookOutcome> read(String name) {
        return files().stream().filter(f -> stem(f).equals(name)).findFirst().map(loader::load);
    }

    private BookOutcome withCallsChecked(BookOutcome outcome) {
        return outcome instanceof BookOutcome.Loaded loaded
                ? new Calls(this::read)
                        .objection(loaded.book())
                        .<BookOutcome>map(invalid -> invalid)
                        .orElse(outcome)
                : outcome;
    }

    /** The books of the folder that load. */
    public List<Book> books() {
        return books(loadAll());
    }

    /** The books among these that load. */
    public static List<Book> books(List<BookOutcome> books) {
        return books.stream()
                .filter(o -> o instanceof BookOutcome.Loaded)
                .map(o -> ((BookOutcome.Loaded) o).book())
                .toList();
    }

    /** The book of this name, if it loads. */
    public Optional<Book> find(String name) {
        return load(name)
                .filter(o -> o instanceof BookOutcome.Loaded)
                .map(o -> ((BookOutcome.Loaded) o).book());
    }

    /** Every problem in the folder, with the file it is in. */
    public List<String> problems() {
        return problems(loadAll());
    }

    /** Every problem with these books, with the file it is in. */
    public static List<String> problems(List<BookOutcome> books) {
        // callers of an invalid book report the same problems
        var all = new LinkedHashSet<String>();
        for (BookOutcome outcome : books) {
            if (outcome instanceof BookOutcome.Invalid invalid) {
                for (Problem p : invalid.problems()) {
                    all.add(invalid.file() + ":" + p);
                }
            }
        }
        return List.copyOf(all);
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no folder of books at " + folder + ": make it, or name another", e);
        }
    }
}
