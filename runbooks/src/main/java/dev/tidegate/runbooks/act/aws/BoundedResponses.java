package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.wire.BoundedStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Limits the size of a response, since the SDK reads all of it into memory, of an error response
 * too. Thread-safe.
 */
final class BoundedResponses implements ExecutionInterceptor {
    /** A hundred groups of a hundred instances each are 5 MiB. */
    private static final int MAX_BYTES = 32 << 20; // bytes

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(body -> new BoundedStream(body, MAX_BYTES));
    }
}
