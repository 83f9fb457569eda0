package dev.tidegate.runbooks.act.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends an answer that has no end: the SDK reads all of it into memory, of a refusal too. Thread-safe. */
final class BoundedAnswers implements ExecutionInterceptor {
    /** A hundred groups of a hundred instances each are 5 MiB. */
    private static final int MOST = 32 << 20; // bytes

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(Bounded::new);
    }

    /** Read by one thread. */
    private static final class Bounded extends FilterInputStream {
        private long left = MOST;

        Bounded(InputStream answer) {
            super(answer);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("its answer is longer than " + MOST + " bytes");
            }
        }

        @Override
        public boolean markSupported() {
            return false; // what is read twice would count twice
        }
    }
}
