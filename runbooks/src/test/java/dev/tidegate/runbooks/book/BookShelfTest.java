package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookShelfTest {
    @TempDir private Path folder;

    @Test
    void aFileThatCannotBeReadHidesNoOtherBook() throws IOException {
        Files.writeString(folder.resolve("good.yaml"), "book: good\ntier: 2\ntitle: Good\n");
        Files.write(folder.resolve("latin.yaml"), new byte[] {(byte) 0xfc, '\n'});
        BookShelf shelf = new BookShelf(folder, new BookLoader(Books.ACTUATORS));

        assertThat(shelf.headers())
                .containsExactly(
                        new BookShelf.Header("good", "2", "Good"),
                        new BookShelf.Header("latin", "0", "(not readable: see lint)"));
    }
}
