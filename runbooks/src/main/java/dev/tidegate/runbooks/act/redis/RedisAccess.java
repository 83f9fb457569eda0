package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How Redis is reached. A target's address is {@code host:port}, or
 * {@code master@host:port,host:port} for the current master that the listed Sentinels know by that
 * name.
 *
 * @param user ACL user, if any
 * @param password kept out of targets, since those are written to the ledger
 */
public record RedisAccess(Optional<String> user, Optional<String> password, boolean tls) {
    private static final String SERVER = "[^@,]+:\\d{1,5}";
    private static final Pattern ADDRESS =
            Pattern.compile(SERVER + "|[^@]+@" + SERVER + "(," + SERVER + ")*");

    /** Limit of one call with all its connections. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(6);

    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    /** What is wrong with the target's address. */
    Optional<Unreadable> objection(Target target) {
        String address = target.coordinate("address");
        return ADDRESS.matcher(address).matches()
                ? Optional.empty()
                : Optional.of(
                        new Unreadable(
                                Failure.INVALID,
                                "address must be host:port or master@host:port,…, was \""
                                        + address
                                        + '"'));
    }

    /** A connection to the target's server; if this fails, no command was sent. */
    Jedis connect(Target target, ExchangeDeadline deadline) {
        String address = target.coordinate("address");
        int at = address.indexOf('@');
        HostAndPort server =
                at < 0
                        ? HostAndPort.from(address)
                        : master(
                                address.substring(0, at),
                                sentinels(address.substring(at + 1)),
                                deadline);
        return open(server, settings(user.orElse(null), password.orElse(null), tls), deadline);
    }

    private static Jedis open(
            HostAndPort server, JedisClientConfig settings, ExchangeDeadline deadline) {
        JedisSocketFactory factory = new DefaultJedisSocketFactory(server, settings);
        return new Jedis(BoundedConnection.open(() -> openSocket(deadline, factory), settings));
    }

    private static Socket openSocket(ExchangeDeadline deadline, JedisSocketFactory factory) {
        if (deadline.isExpired()) {
            throw new JedisConnectionException("the time for it is over");
        }
        try {
            return deadline.register(factory.createSocket());
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    /** The failure without the password, which some servers echo. */
    Unreadable redacted(Unreadable why) {
        return password.map(
                        secret ->
                                new Unreadable(
                                        why.reason(), why.detail().replace(secret, "(withheld)")))
                .orElse(why);
    }

    private static List<HostAndPort> sentinels(String list) {
        return Arrays.stream(list.split(",")).map(HostAndPort::from).toList();
    }

    /** The master's address, from the first Sentinel that knows it. */
    private static HostAndPort master(
            String name, List<HostAndPort> sentinels, ExchangeDeadline deadline) {
        String refusals = "";
        for (HostAndPort sentinel : sentinels) {
            try (Jedis jedis = open(sentinel, settings(null, null, false), deadline)) {
                Optional<HostAndPort> master = OddReplyException.guard(() -> master(name, jedis));
                if (master.isPresent()) {
                    return master.get();
                }
                refusals += sentinel + " knows no " + name + "; ";
            } catch (JedisException e) {
                refusals += sentinel + ": " + e.getMessage() + "; ";
            }
        }
        throw new JedisConnectionException("no Sentinel names the master: " + refusals);
    }

    private static Optional<HostAndPort> master(String name, Jedis sentinel) {
        @Nullable List<String> found = sentinel.sentinelGetMasterAddrByName(name);
        return found == null || found.size() != 2
                ? Optional.empty()
                : Optional.of(new HostAndPort(found.get(0), Integer.parseInt(found.get(1))));
    }

    private static JedisClientConfig settings(
            @Nullable String user, @Nullable String password, boolean tls) {
        return DefaultJedisClientConfig.builder()
                .user(user)
                .password(password)
                .ssl(tls)
                .sslParameters(hostnameVerification())
                .connectionTimeoutMillis(LIMIT_MILLIS)
                .socketTimeoutMillis(LIMIT_MILLIS)
                .build();
    }

    /**
     * Verifies the host name: otherwise any trusted certificate, even another host's, would be
     * accepted.
     */
    private static SSLParameters hostnameVerification() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    @Override
    public String toString() {
        return "RedisAccess[user=" + user + ", tls=" + tls + "]"; // never the password
    }
}
