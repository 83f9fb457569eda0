package dev.tidegate.autoscaler.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * An output stream that remembers a write error, since print writers swallow it: an export to a full disk must not look complete.
 * A closed pipe is not an error. Not thread-safe.
 */
final class CheckedOutput extends FilterOutputStream {
    private static final String PIPE_CLOSED = "Broken pipe";

    private Optional<IOException> failure = Optional.empty();

    CheckedOutput(OutputStream out) {
        super(out);
    }

    /** The write error, unless the reader closed the pipe. */
    Optional<String> writeError() {
        return failure.map(IOException::getMessage).filter(why -> !why.contains(PIPE_CLOSED));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }
}
