package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** What Redis's errors mean. They begin with a word in capitals; the server carries out nothing that it answers with one; our scripts can fail only at their first write. */
final class RedisErrors {
    private static final Set<String> DENIED = Set.of("NOAUTH", "WRONGPASS", "NOPERM", "DENIED");
    private static final Set<String> NOT_NOW =
            Set.of(
                    "READONLY",
                    "LOADING",
                    "MASTERDOWN",
                    "CLUSTERDOWN",
                    "BUSY",
                    "TRYAGAIN",
                    "ASK",
                    "OOM",
                    "MISCONF",
                    "NOREPLICAS");

    /** What has no word of its own. */
    private static final Pattern AUTHENTICATING =
            Pattern.compile("^ERR (AUTH <password> called|Client sent AUTH|invalid password)");

    private static final String FULL = "ERR max number of clients reached";

    private RedisErrors() {}

    /** Of a connection that did not come about. */
    static Unreadable ofConnecting(JedisException e) {
        Failure reason = reason(e);
        return new Unreadable(
                reason == Failure.UNAVAILABLE && !(e instanceof JedisDataException)
                        ? Failure.UNREACHABLE
                        : reason,
                text(e));
    }

    static Unreadable ofRead(JedisException e, ExchangeDeadline sockets) {
        return sockets.isOver() && !(e instanceof JedisDataException)
                ? new Unreadable(Failure.TIMED_OUT, "no whole answer within " + RedisAccess.LONGEST)
                : new Unreadable(reason(e), text(e));
    }

    /** What Jedis stumbles over when an answer is none to what was asked. */
    static Unreadable garbled(RuntimeException e) {
        return new Unreadable(Failure.GARBLED, "the answer is none to what was asked: " + e);
    }

    static Outcome ofWrite(JedisException e, ExchangeDeadline sockets) {
        Unreadable read = ofRead(e, sockets);
        return e instanceof JedisDataException
                ? read.beforeAnyWrite()
                : new Outcome.Unknown(read.reason(), read.detail());
    }

    private static Failure reason(JedisException e) {
        if (e instanceof JedisDataException) {
            return ofError(e);
        }
        if (e.getCause() instanceof SSLHandshakeException) {
            return Failure.UNTRUSTED;
        }
        if (String.valueOf(e.getMessage()).startsWith("Unknown reply")) {
            return Failure.GARBLED;
        }
        return timedOut(e) ? Failure.TIMED_OUT : Failure.UNAVAILABLE;
    }

    private static String text(JedisException e) {
        if (e instanceof JedisMovedDataException) {
            return e.getMessage() + ": the cluster keeps it there; name that node in the address";
        }
        return unknownHost(e)
                .map(host -> "nobody knows the host " + host)
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    /** It says so of one address after the other. */
    private static Optional<String> unknownHost(JedisException e) {
        return Stream.concat(Stream.ofNullable(e.getCause()), Stream.of(e.getSuppressed()))
                .filter(UnknownHostException.class::isInstance)
                .map(Throwable::getMessage)
                .map(String::valueOf)
                .findFirst();
    }

    private static boolean timedOut(JedisException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    private static Failure ofError(JedisException e) {
        String text = String.valueOf(e.getMessage());
        String word = text.split(" ", 2)[0];
        if (e instanceof JedisAccessControlException
                || DENIED.contains(word)
                || AUTHENTICATING.matcher(text).find()) {
            return Failure.DENIED;
        }
        if (e instanceof JedisMovedDataException) {
            return Failure.ABSENT;
        }
        return NOT_NOW.contains(word) || text.startsWith(FULL)
                ? Failure.UNAVAILABLE
                : Failure.INVALID;
    }
}
