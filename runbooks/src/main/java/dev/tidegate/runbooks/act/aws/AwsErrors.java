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

/** What the SDK's exceptions mean. A request that may have been carried out is never called failed. */
final class AwsErrors {
    private static final Set<String> BUSY_WITH_ANOTHER =
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

    /** Some services say these with status 400. */
    private static final Set<String> DENIED =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidClientTokenId",
                    "RequestExpired",
                    "UnrecognizedClientException");

    /** Said with status 400 by services that have their own word for "too much". */
    private static final Set<String> TOO_MUCH =
            Set.of("AutomationExecutionLimitExceededException", "LimitExceededException");

    private static final Set<String> USED_UP =
            Set.of(
                    "LimitExceeded",
                    "InstanceLimitExceeded",
                    "VcpuLimitExceeded",
                    "ServiceQuotaExceededException",
                    "WAFLimitsExceededException");

    private static final Set<String> ANOTHER_TIME =
            Set.of("RequestTimeTooSkewed", "RequestInTheFuture");
    private static final Pattern SIGNED_AT_ANOTHER =
            Pattern.compile("^Signature (expired|not yet current)");
    private static final String HUNG_UP =
            "end of file"; // the JDK's words, for which it has no type
    private static final int SHOWN = 200;
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private AwsErrors() {}

    /**
     * What the service answers with always; the SDK leaves out what it does not find.
     *
     * @throws SdkException where it did not
     */
    static <T> T present(@Nullable T member, String name) {
        if (member == null) {
            throw SdkClientException.create("the answer has no " + name);
        }
        return member;
    }

    /** The call, whose answers that are no HTTP at all the SDK throws by another type. */
    static <T> T called(Supplier<T> call) {
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
        if (reason.isLasting()) {
            return new Outcome.Permanent(reason, text(e));
        }
        if (isOfAnotherTime(e)) {
            return new Outcome.Retriable(reason, text(e));
        }
        return switch (reason) {
            case THROTTLED -> Outcome.Retriable.asked(reason, text(e), retryAfter(e));
            case UNREACHABLE, UNTRUSTED, CONFLICT -> new Outcome.Retriable(reason, text(e));
            default -> new Outcome.Unknown(reason, text(e));
        };
    }

    private static Failure reason(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return ofAnswer(answer);
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
                || String.valueOf(root.getMessage()).contains(HUNG_UP)) {
            return Failure.UNAVAILABLE;
        }
        return text(e).contains("credentials") ? Failure.DENIED : Failure.GARBLED;
    }

    private static Failure ofAnswer(AwsServiceException e) {
        String code = code(e).orElse("");
        if (e.isThrottlingException() || TOO_MUCH.contains(code)) {
            return Failure.THROTTLED;
        }
        if (USED_UP.contains(code)) {
            return Failure.QUOTA;
        }
        if (BUSY_WITH_ANOTHER.contains(code)) {
            return Failure.CONFLICT;
        }
        if (isOfAnotherTime(e)) {
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

    /** Signed at a time that is not the service's: the SDK takes that from the refusal, and signs the next call by it. */
    private static boolean isOfAnotherTime(SdkException e) {
        return e instanceof AwsServiceException answer
                && code(answer)
                        .filter(
                                code ->
                                        ANOTHER_TIME.contains(code)
                                                || SIGNED_AT_ANOTHER
                                                        .matcher(message(answer))
                                                        .find())
                        .isPresent();
    }

    private static Optional<String> retryAfter(SdkException e) {
        return Optional.of(e)
                .filter(AwsServiceException.class::isInstance)
                .map(answer -> ((AwsServiceException) answer).awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"));
    }

    /** Before it ends nothing is sent. */
    private static boolean isHandshake(Throwable e) {
        @Nullable Throwable cause = e.getCause();
        return e instanceof SSLHandshakeException || (cause != null && isHandshake(cause));
    }

    private static Throwable root(Throwable e) {
        @Nullable Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    /** The service's own word for what is wrong; none where something before the service answered, such as a proxy. */
    private static Optional<String> code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private static String message(AwsServiceException e) {
        return String.valueOf(e.awsErrorDetails().errorMessage());
    }

    /** Without what the SDK adds about itself; where it found no credentials, it tells of a dozen places. */
    private static String text(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return code(answer).isPresent()
                    ? code(answer).get()
                            + ": "
                            + message(answer)
                            + " (request "
                            + answer.requestId()
                            + ")"
                            + (isOfAnotherTime(e) ? "; set this machine's clock" : "")
                    : "status " + answer.statusCode() + " without an error of AWS" + begin(answer);
        }
        String message = String.valueOf(root(e).getMessage());
        if (message.startsWith(NO_CREDENTIALS)) {
            return "no credentials, neither in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) nor in a profile nor"
                    + " from a role";
        }
        return root(e) instanceof UnknownHostException ? "no such host: " + message : message;
    }

    private static String begin(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::rawResponse)
                .map(body -> new String(body.asByteArrayUnsafe(), StandardCharsets.UTF_8).strip())
                .filter(body -> !body.isEmpty())
                .map(body -> ": " + body.substring(0, Math.min(body.length(), SHOWN)))
                .orElse("");
    }
}
