package dev.tidegate.autoscaler.serve;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether the pages may be asked for by the name in a request's {@code Host}. A page of another site that leads its own name
 * to this server (DNS rebinding) is refused: its requests carry that name, and the browser would let it read the answers.
 *
 * <p>Over loopback only this machine and its tunnels arrive, by addresses and few names. On other addresses any name may be right,
 * so it is checked there only if the configuration has names. Immutable.
 */
final class AllowedHosts {
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(:\\d*)?");

    /** No site can have these as its name: labels of digits only, or what stands in brackets. */
    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){0,3}|\\[[0-9a-f:.]+\\]");

    private final Set<String> names;
    private final boolean everywhere;

    private AllowedHosts(Set<String> names, boolean everywhere) {
        this.names = names;
        this.everywhere = everywhere;
    }

    /**
     * @param listened as configured; a name that the daemon listens on is one to ask by
     * @param configured further names; empty if only loopback is checked
     */
    static AllowedHosts of(String listened, List<String> configured) {
        Set<String> names = new TreeSet<>(List.of("localhost"));
        names.add(bare(listened));
        machine().map(AllowedHosts::bare).ifPresent(names::add);
        configured.stream().map(AllowedHosts::bare).forEach(names::add);
        names.removeIf(name -> name.contains(":") || ADDRESS.matcher(name).matches());
        return new AllowedHosts(names, !configured.isEmpty());
    }

    Optional<String> refusal(HttpExchange request) {
        return refusal(
                request.getRequestHeaders().getOrDefault("Host", List.of()),
                request.getLocalAddress().getAddress());
    }

    /**
     * What to answer to a request that is not allowed, or empty.
     *
     * @param hosts values of its {@code Host}; HTTP/1.0 has none, and no browser leaves it out
     * @param arrived this machine's address of the connection
     */
    Optional<String> refusal(List<String> hosts, InetAddress arrived) {
        return everywhere || arrived.isLoopbackAddress()
                ? hosts.stream().filter(host -> !isAllowed(host)).findFirst().map(this::refused)
                : Optional.empty();
    }

    private boolean isAllowed(String host) {
        Matcher split = HOST.matcher(host.strip());
        if (!split.matches()) {
            return false;
        }
        String name = bare(split.group(1));
        return ADDRESS.matcher(name).matches()
                || names.contains(name)
                || name.endsWith(".localhost");
    }

    private String refused(String host) {
        return "'"
                + host.replaceAll("[^\\p{Graph}]", "?")
                + "' is no name of this daemon: ask by IP address or by "
                + String.join(", ", names)
                + ", or add the name to serve.allowed_hosts in the daemon's configuration";
    }

    /** Names are compared without case and without the dot that may end them. */
    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static Optional<String> machine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return Optional.empty(); // then nobody asks by it
        }
    }
}
