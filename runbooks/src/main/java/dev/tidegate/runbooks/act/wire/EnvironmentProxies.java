package dev.tidegate.runbooks.act.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which proxy a request goes through: that of {@code HTTPS_PROXY} or {@code HTTP_PROXY}, by the
 * request's scheme, unless {@code NO_PROXY} names its host. The JDK's clients know only the
 * properties {@code https.proxyHost} and {@code http.proxyHost}, which come first where they are
 * set. This machine itself is never asked through a proxy. Only web proxies spoken to without TLS
 * are followed, as the JDK knows no others. Thread-safe.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** For every HTTP client of the program, so that all take the same way. */
    public static HttpClient.Builder client(Map<String, String> environment) {
        return HttpClient.newBuilder().proxy(new EnvironmentProxies(environment));
    }

    @Override
    public List<Proxy> select(URI request) {
        String scheme = request.getScheme().toLowerCase(Locale.ROOT);
        if (System.getProperty(scheme + ".proxyHost") != null) {
            return ProxySelector.getDefault().select(request);
        }
        return Optional.ofNullable(environment.get(scheme.toUpperCase(Locale.ROOT) + "_PROXY"))
                .flatMap(EnvironmentProxies::address)
                .filter(proxy -> !isDirect(request))
                .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, proxy)))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI request, SocketAddress proxy, IOException why) {
        // the request fails with it; there is no other proxy to try
    }

    /** Of {@code http://proxy:3128}, with or without scheme, credentials and path. */
    private static Optional<InetSocketAddress> address(String proxy) {
        String stripped = proxy.strip();
        try {
            URI uri = URI.create(stripped.contains("://") ? stripped : "http://" + stripped);
            return Optional.ofNullable(uri.getHost())
                    .filter(host -> "http".equalsIgnoreCase(uri.getScheme()))
                    .map(
                            host ->
                                    InetSocketAddress.createUnresolved(
                                            host,
                                            uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isDirect(URI request) {
        String host = bare(request.getHost().toLowerCase(Locale.ROOT));
        Optional<InetAddress> literal = Network.address(host);
        return host.equals("localhost")
                || literal.map(InetAddress::isLoopbackAddress).orElse(false)
                || noProxy().anyMatch(entry -> names(entry, host, request.getPort(), literal));
    }

    private Stream<String> noProxy() {
        return SEPARATOR
                .splitAsStream(environment.getOrDefault("NO_PROXY", ""))
                .map(entry -> entry.toLowerCase(Locale.ROOT));
    }

    /** An entry is a name, which stands for all names below it as well, an address, a block of them, or {@code *}. */
    private static boolean names(
            String entry, String host, int port, Optional<InetAddress> literal) {
        if (entry.equals("*")) {
            return true;
        }
        if (literal.isPresent()) {
            return Network.parse(entry.replaceAll("[\\[\\]]", ""))
                    .map(range -> range.contains(literal.get()))
                    .orElse(false);
        }
        String[] nameAndPort = entry.split(":", 2);
        String name = nameAndPort[0].replaceFirst("^\\*?\\.", "");
        return !name.isEmpty()
                && (host.equals(name) || host.endsWith("." + name))
                && (nameAndPort.length < 2 || nameAndPort[1].equals(String.valueOf(port)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
