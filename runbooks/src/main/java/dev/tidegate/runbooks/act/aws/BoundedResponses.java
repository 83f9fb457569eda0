package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.wire.BoundedStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends an answer that has no end: the SDK reads all of it into memory, of a refusal too. Thread-safe. */
final class BoundedResponses implements ExecutionInterceptor {
    /** A hundred groups of a hundred instances each are 5 MiB. */
    private static final int MOST = 32 << 20; // bytes

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(body -> new BoundedStream(body, MOST));
    }
}
