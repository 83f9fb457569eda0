package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.run.RunFixture;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A daemon's runs, without books that start by themselves. */
abstract class RunsRig {
    final RunFixture world = new RunFixture();
    final Troubles troubles = new Troubles();
    Runbooks runbooks;

    @BeforeEach
    final void startRunbooks(@TempDir Path folder) {
        BookShelf shelf = new BookShelf(folder, new BookLoader(world.actuators()));
        runbooks = new Runbooks(world.runs(), shelf, Optional.empty(), world.clock(), troubles);
    }

    @AfterEach
    final void stopRunbooks() {
        runbooks.close();
    }
}
