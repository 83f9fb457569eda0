package dev.tidegate.autoscaler.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output, or a file, that remembers why it could not be written, since the writers above it swallow that: an export onto a full
 * disk must not end as if it were whole. Whoever closes the pipe has seen enough. Not thread-safe.
 */
final class CheckedOutput extends FilterOutputStream {
    private static final String CLOSED = "Broken pipe";

    private Optional<IOException> failure = Optional.empty();

    CheckedOutput(OutputStream out) {
        super(out);
    }

    /** Why not all of it was written, unless nobody wanted it. */
    Optional<String> lost() {
        return failure.map(IOException::getMessage).filter(why -> !why.contains(CLOSED));
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
