package dev.tidegate.runbooks.act.aws;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Rejects an HTML page (of a proxy, or a sign-in page) that comes with a success status: the SDK
 * would parse it as an answer without any objects. Thread-safe.
 */
final class HtmlResponseGuard implements ExecutionInterceptor {
    private static final int INSPECTED = 256; // bytes

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful()) {
            return context.responseBody(); // its status says enough
        }
        return context.responseBody().map(HtmlResponseGuard::rejectHtml);
    }

    private static InputStream rejectHtml(InputStream body) {
        BufferedInputStream answer = new BufferedInputStream(body);
        try {
            answer.mark(INSPECTED);
            String begin =
                    new String(answer.readNBytes(INSPECTED), StandardCharsets.UTF_8)
                            .stripLeading()
                            .toLowerCase(Locale.ROOT);
            answer.reset();
            if (begin.startsWith("<!doctype html") || begin.startsWith("<html")) {
                throw SdkClientException.create("it answered with a page for people (HTML)");
            }
            return answer;
        } catch (IOException e) {
            throw SdkClientException.create("its answer broke off: " + e.getMessage(), e);
        }
    }
}
