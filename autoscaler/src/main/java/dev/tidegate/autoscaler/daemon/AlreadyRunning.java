package dev.tidegate.autoscaler.daemon;

import java.nio.file.Path;

/** Another daemon works on the same store. */
public final class AlreadyRunning extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunning(Path lock) {
        super("another daemon runs on this store: it holds " + lock);
    }
}
