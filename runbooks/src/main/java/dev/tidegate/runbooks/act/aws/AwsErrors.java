package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Maps the SDK's exceptions to outcomes. A request that may have been carried out is never reported
 * as not applied.
 */
final class AwsErrors {
    private static final Set<String> CONFLICTING =
            Set.of(
                    "ScalingActivityInProgress",
                    "ResourceContention",
                    "PriorRequestNotComplete",
                    "PreconditionFailed",
                    "WAFOptimisticLockException");
    private static final Set<String> ABSENT =
            Set.of(
                    "WAFNonexistentItemException",
                    "InvalidInstanceId",
                    "InvalidDocument",
                    "AutomationDefinitionNotFoundException");

    /** Some services return these with status 400. */
    private static final Set<String> DENIED =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidClientTokenId",
                    "RequestExpired",
                    "UnrecognizedClientException");

    /** Throttling errors of services that return them with status 400 under names of their own. */
    private static final Set<String> THROTTLED =
            Set.of("AutomationExecutionLimitExceededException", "LimitExceededException");

    private static final Set<String> QUOTA_EXCEEDED =
            Set.of(
                    "LimitExceeded",
                    "InstanceLimitExceeded",
                    "VcpuLimitExceeded",
                    "ServiceQuotaExceededException",
                    "WAFLimitsExceededException");

    private static final Set<String> CLOCK_SKEW =
            Set.of("RequestTimeTooSkewed", "RequestInTheFuture");
    private static final Pattern SKEWED_SIGNATURE =
            Pattern.compile("^Signature (expired|not yet current)");
    private static final String END_OF_FILE =
            "end of file"; // the JDK's message, for which it has no type
    private static final int MAX_SHOWN = 200;
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private AwsErrors() {}

    /**
     * A member that every valid answer has; the SDK gives null for what it does not find.
     *
     * @throws SdkException when it is missing
     */
    static <T> T require(@Nullable T member, String name) {
        if (member == null) {
            throw SdkClientException.create("the answer has no " + name);
        }
        return member;
    }

    /**
     * Makes the call. For an answer that is no HTTP the SDK throws another type, which is
     * converted.
     */
    static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (UncheckedIOException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    static Unreadable ofRead(SdkException e) {
        return new Unreadable(reason(e), text(e));
    }

    static Outcome ofWrite(SdkException e) {
        Failure reason = reason(e);
        if (reason.isPermanent()) {
            return new Outcome.Permanent(reason, text(e));
        }
        if (isClockSkew(e)) {
            return new Outcome.Retriable(reason, text(e));
        }
        return switch (reason) {
            case THROTTLED -> Outcome.Retriable.withRetryAfter(reason, text(e), retryAfter(e));
            case UNREACHABLE, UNTRUSTED, CONFLICT -> new Outcome.Retriable(reason, text(e));
            default -> new Outcome.Unknown(reason, text(e));
        };
    }

    private static Failure reason(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return ofServiceError(answer);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return Failure.TIMED_OUT;
        }
        Throwable root = root(e);
        if (root instanceof ConnectException
                || root instanceof UnknownHostException
                || root instanceof NoRouteToHostException) {
            return Failure.UNREACHABLE; // nothing was sent
        }
        if (isHandshake(e)) {
            return Failure.UNTRUSTED;
        }
        if (root instanceof SocketTimeoutException) {
            return Failure.TIMED_OUT;
        }
        if (root instanceof SocketException
                || String.valueOf(root.getMessage()).contains(END_OF_FILE)) {
            return Failure.UNAVAILABLE;
        }
        return text(e).contains("credentials") ? Failure.DENIED : Failure.GARBLED;
    }

    private static Failure ofServiceError(AwsServiceException e) {
        String code = code(e).orElse("");
        if (e.isThrottlingException() || THROTTLED.contains(code)) {
            return Failure.THROTTLED;
        }
        if (QUOTA_EXCEEDED.contains(code)) {
            return Failure.QUOTA;
        }
        if (CONFLICTING.contains(code)) {
            return Failure.CONFLICT;
        }
        if (isClockSkew(e)) {
            return Failure.UNAVAILABLE;
        }
        if (DENIED.contains(code)) {
            return Failure.DENIED;
        }
        if (ABSENT.contains(code)) {
            return Failure.ABSENT;
        }
        return switch (e.statusCode()) {
            case 401, 403 -> Failure.DENIED;
            case 404 -> Failure.ABSENT;
            case 500, 502, 503, 504 -> Failure.UNAVAILABLE;
            default -> e.statusCode() / 100 == 4 ? Failure.INVALID : Failure.GARBLED;
        };
    }

    /**
     * Whether the signature was refused since the clocks differ. The SDK reads the offset from the
     * refusal and signs the next call with it.
     */
    private static boolean isClockSkew(SdkException e) {
        return e instanceof AwsServiceException answer
                && code(answer)
                        .filter(
                                code ->
                                        CLOCK_SKEW.contains(code)
                                                || SKEWED_SIGNATURE.matcher(message(answer)).find())
                        .isPresent();
    }

    private static Optional<String> retryAfter(SdkException e) {
        return Optional.of(e)
                .filter(AwsServiceException.class::isInstance)
                .map(answer -> ((AwsServiceException) answer).awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"));
    }

    /** Until the TLS handshake ends, no request is sent. */
    private static boolean isHandshake(Throwable e) {
        @Nullable Throwable cause = e.getCause();
        return e instanceof SSLHandshakeException || (cause != null && isHandshake(cause));
    }

    private static Throwable root(Throwable e) {
        @Nullable Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    /**
     * The service's error code; empty when something in front of the service answered, such as a
     * proxy.
     */
    private static Optional<String> code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private static String message(AwsServiceException e) {
        return String.valueOf(e.awsErrorDetails().errorMessage());
    }

    /**
     * The message without what the SDK adds, such as the dozen places where it looked for
     * credentials.
     */
    private static String text(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return code(answer).isPresent()
                    ? code(answer).get()
                            + ": "
                            + message(answer)
                            + " (request "
                            + answer.requestId()
                            + ")"
                            + (isClockSkew(e) ? "; set this machine's clock" : "")
                    : "status "
                            + answer.statusCode()
                            + " without an error of AWS"
                            + bodyStart(answer);
        }
        String message = String.valueOf(root(e).getMessage());
        if (message.startsWith(NO_CREDENTIALS)) {
            return "no credentials, neither in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) nor in a profile nor"
                    + " from a role";
        }
        return root(e) instanceof UnknownHostException ? "no such host: " + message : message;
    }

    private static String bodyStart(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::rawResponse)
                .map(body -> new String(body.asByteArrayUnsafe(), StandardCharsets.UTF_8).strip())
                .filter(body -> !body.isEmpty())
                .map(body -> ": " + body.substring(0, Math.min(body.length(), MAX_SHOWN)))
                .orElse("");
    }
}
