package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import java.net.SocketTimeoutException;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What Redis's errors mean. They begin with a word in capitals; the server carries out nothing that it answers with one; our scripts can fail only at their first write. */
final class RedisAnswers {
    private static final Set<String> DENIED = Set.of("NOAUTH", "WRONGPASS", "NOPERM");
    private static final Set<String> NOT_NOW =
            Set.of(
                    "READONLY",
                    "LOADING",
                    "MASTERDOWN",
                    "CLUSTERDOWN",
                    "BUSY",
                    "TRYAGAIN",
                    "OOM",
                    "MISCONF",
                    "NOREPLICAS");

    private RedisAnswers() {}

    /** Of a connection that did not come about. */
    static Unreadable ofConnecting(JedisException e) {
        boolean accepted = e instanceof JedisDataException || timedOut(e);
        return new Unreadable(
                accepted ? reason(e) : Failure.UNREACHABLE, String.valueOf(e.getMessage()));
    }

    static Unreadable ofRead(JedisException e) {
        return new Unreadable(reason(e), String.valueOf(e.getMessage()));
    }

    static Outcome ofWrite(JedisException e) {
        Unreadable read = ofRead(e);
        return e instanceof JedisDataException
                ? read.beforeAnyWrite()
                : new Outcome.Unknown(read.reason(), read.detail());
    }

    private static Failure reason(JedisException e) {
        if (e instanceof JedisDataException) {
            return ofError(e);
        }
        return timedOut(e) ? Failure.TIMED_OUT : Failure.UNAVAILABLE;
    }

    private static boolean timedOut(JedisException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    private static Failure ofError(JedisException e) {
        String word = String.valueOf(e.getMessage()).split(" ", 2)[0];
        if (e instanceof JedisAccessControlException || DENIED.contains(word)) {
            return Failure.DENIED;
        }
        return NOT_NOW.contains(word) ? Failure.UNAVAILABLE : Failure.INVALID;
    }
}
