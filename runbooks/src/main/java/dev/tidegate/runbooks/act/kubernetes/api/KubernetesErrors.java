package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Maps the API server's errors and the client's exceptions to outcomes. A request that may have
 * been carried out is never reported as not applied.
 */
public final class KubernetesErrors {
    private static final List<Class<? extends Exception>> NOTHING_SENT =
            List.of(
                    ConnectException.class,
                    UnknownHostException.class,
                    NoRouteToHostException.class,
                    MalformedURLException.class); // of a proxy

    /** The message, with status 500, for an applied value of the wrong type. */
    private static final String WRONG_TYPE = "failed to create typed patch object";

    /**
     * The message, with status 403, when a ResourceQuota is exceeded or does not allow the resource
     * at all.
     */
    private static final Pattern QUOTA_EXCEEDED =
            Pattern.compile("is forbidden: (exceeded quota: |insufficient quota to consume: )");

    /** The message when an admission rule of the cluster refuses what the credentials allow. */
    private static final Pattern ADMISSION_DENIED =
            Pattern.compile(
                    "^admission webhook \".*\" denied the request|: ValidatingAdmissionPolicy '.*' .*denied request: ");

    private KubernetesErrors() {}

    public static Unreadable ofRead(KubernetesClientException e) {
        return new Unreadable(reason(e), text(e));
    }

    public static Outcome ofWrite(KubernetesClientException e) {
        Failure reason = reason(e);
        if (reason.isPermanent()) {
            return new Outcome.Permanent(reason, text(e));
        }
        return switch (reason) {
            case THROTTLED -> Outcome.Retriable.withRetryAfter(reason, text(e), retryAfter(e));
            case UNREACHABLE, UNTRUSTED -> new Outcome.Retriable(reason, text(e));
            case CONFLICT -> ofConflict(e);
            default -> new Outcome.Unknown(reason, text(e));
        };
    }

    /** The outcome of a failed second write, after a first one that succeeded. */
    static Outcome ofSecondWrite(KubernetesClientException e) {
        return new Outcome.Unknown(reason(e), "some of it was written, and then: " + text(e));
    }

    /**
     * A field with another owner is left alone; if the object is only newer than the one we read, a
     * retry reads it again.
     */
    private static Outcome ofConflict(KubernetesClientException e) {
        List<StatusCause> owned =
                causes(e)
                        .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                        .toList();
        if (owned.isEmpty()) {
            return new Outcome.Retriable(Failure.CONFLICT, text(e));
        }
        String owners =
                owned.stream()
                        .map(cause -> cause.getField() + ": " + cause.getMessage())
                        .collect(Collectors.joining("; "));
        return new Outcome.Permanent(Failure.CONFLICT, ownershipConflict(owners));
    }

    /** The message, including what to do about it. */
    static String ownershipConflict(String what) {
        return "somebody else owns "
                + what
                + "; to let it be taken, annotate the object with "
                + Ownership.ANNOTATION
                + "=take";
    }

    /**
     * Status 422 with causes is an invalid value; without causes, a patch whose test failed since
     * the value is not as it was read.
     */
    private static Failure reason(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return ofTransport(e);
        }
        if (text(e).startsWith(WRONG_TYPE)) {
            return Failure.INVALID;
        }
        return switch (e.getCode()) {
            case 401 -> Failure.DENIED;
            case 403 -> ofForbidden(text(e));
            case 404, 410 -> Failure.ABSENT;
            case 409 -> Failure.CONFLICT;
            case 408, 504 -> Failure.TIMED_OUT;
            case 422 -> causes(e).findAny().isEmpty() ? Failure.CONFLICT : Failure.INVALID;
            case 429 -> Failure.THROTTLED;
            case 500, 502, 503 -> Failure.UNAVAILABLE;
            default -> e.getCode() / 100 == 4 ? Failure.INVALID : Failure.GARBLED;
        };
    }

    /** Quota, admission and permission errors share status 403 and have no reason code. */
    private static Failure ofForbidden(String text) {
        if (QUOTA_EXCEEDED.matcher(text).find()) {
            return Failure.QUOTA;
        }
        return ADMISSION_DENIED.matcher(text).find() ? Failure.INVALID : Failure.DENIED;
    }

    private static Failure ofTransport(Throwable e) {
        if (chain(e).anyMatch(t -> NOTHING_SENT.stream().anyMatch(type -> type.isInstance(t)))) {
            return Failure.UNREACHABLE;
        }
        if (chain(e).anyMatch(t -> t instanceof SSLHandshakeException)) {
            return Failure.UNTRUSTED; // nothing was sent, either
        }
        if (chain(e).anyMatch(
                        t -> t instanceof TimeoutException || t instanceof CancellationException)) {
            return Failure.TIMED_OUT;
        }
        boolean garbled =
                chain(e).anyMatch(
                                t ->
                                        t instanceof Cluster.UnexpectedObject
                                                || t instanceof JsonProcessingException);
        return garbled ? Failure.GARBLED : Failure.UNAVAILABLE;
    }

    private static Optional<String> retryAfter(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getRetryAfterSeconds)
                .map(String::valueOf);
    }

    private static Stream<StatusCause> causes(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
                .flatMap(details -> details.getCauses().stream());
    }

    /** The exception and its causes, outermost first. */
    private static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(e, Throwable::getCause).takeWhile(t -> t != null).limit(20);
    }

    /** The innermost message; the client's own says only "An error has occurred." */
    private static String innermost(Throwable e) {
        if (chain(e).anyMatch(t -> t instanceof CancellationException)) {
            return "the answer did not end in time";
        }
        return chain(e).map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> inner)
                .orElse(e.getClass().getSimpleName());
    }

    private static String text(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> innermost(e));
    }
}
