package dev.tidegate.stacks.render;

import com.google.common.hash.Hashing;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateway's HAProxy configuration and maps. Each of n gateways grants an nth of a key's rate limit, since instances of a group cannot be
 * configured as peers before they exist.
 */
public final class GatewayFiles {
    /** Slots of a replica that every class may use. */
    public static final int SHARED = 13;

    /** Slots of a replica reserved for the first class: about a fifth. */
    public static final int RESERVED = 3;

    /** Bytes of a request that leave the edge before the queue takes them. The kernel counts its own overhead to twice as many. */
    public static final int SENT = 1 << 20;

    /** Flags of the configuration, which gateways follow if their region has a Redis. */
    static final List<String> FOLLOWED =
            List.of(
                    "static",
                    "shed_p0",
                    "shed_p1",
                    "shed_p2",
                    "shed_p3",
                    "maxq_p0",
                    "maxq_p1",
                    "maxq_p2",
                    "maxq_p3",
                    "max_tokens",
                    "canary_pct",
                    "canary_p0");

    /** What HAProxy answers by itself, where nothing else says what. */
    private static final List<Map<String, String>> OWN_ERRORS =
            List.of(
                    Map.of("status", "400", "type", "bad_request"),
                    Map.of("status", "408", "type", "slow_request"),
                    Map.of("status", "500", "type", "failed"),
                    Map.of("status", "502", "type", "failed"),
                    Map.of("status", "503", "type", "unavailable"),
                    Map.of("status", "504", "type", "slow_response"));

    /** Failures in a row, of connections or responses, after which a replica gets nothing until its health checks pass. */
    private static final int ERRORS = 5;

    /** Connections tried for a request: enough to find two dead replicas. */
    private static final int CONNECTS = 2 * ERRORS + 1;

    /** Replicas that may fail at a request after they have received it. */
    private static final int FAILURES = 3;

    /** Connections that one request uses on its way through the gateway. */
    private static final int HOPS = 3;

    private static final int CONNECTIONS = 4000;

    /** A file of server states, in its first version, with none: that it is missing would be a warning. */
    private static final String NO_SERVERS = "1\n";

    /** Retries by class: a request that leaves the queue without a slot gets 425, on which it is queued again. */
    private static final List<Map<String, String>> CLASSES =
            List.of(
                    Map.of("class", "p0", "again", "425 500 502", "turns", "10"),
                    Map.of("class", "p1", "again", "500 502", "turns", "2"),
                    Map.of("class", "p2", "again", "425 500 502", "turns", "3"),
                    Map.of("class", "p3", "again", "425", "turns", "9"));

    /** Tolerated skew of a bucket's timestamp before it counts as one from before the clock wrapped around. */
    private static final int SLACK_MILLIS = 7000;

    private static final Duration EDGE_IDLE = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final GatewaySettings settings;
    private final List<FleetSettings> fleets;
    private final Place place;

    /**
     * Bind address, socket folder and map folder of the process.
     *
     * @param user whose rights its workers keep, with the socket folder as their root; absent where the process is not started by root
     */
    record Place(String bind, String run, String etc, Optional<String> user) {}

    public GatewayFiles(GatewaySettings settings, List<FleetSettings> fleets) {
        this(
                settings,
                fleets,
                new Place(":8080", "/run/haproxy", "/etc/haproxy/maps", Optional.of("haproxy")));
    }

    GatewayFiles(GatewaySettings settings, List<FleetSettings> fleets, Place place) {
        if (fleets.isEmpty()) {
            throw new IllegalArgumentException("a gateway needs a fleet to send to");
        }
        this.settings = settings;
        this.fleets = List.copyOf(fleets);
        this.place = place;
    }

    /** Every file by its path. */
    public SortedMap<String, String> all() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("haproxy.cfg", configuration());
        files.put("maps/classes.map", map(classes()));
        files.put("maps/flags.map", map(flags()));
        files.put("maps/queues.map", map(queues()));
        files.put(
                "maps/keys.map",
                "# digest of the Authorization header, in hexadecimal, then p0 to p3\n");
        files.put("maps/models.map", map(models()));
        files.put("maps/servers.state", NO_SERVERS);
        return files;
    }

    /** Digest of all files. */
    public String digest() {
        return Hashing.sha256().hashString(all().toString(), StandardCharsets.UTF_8).toString();
    }

    /**
     * Idle timeout of the load balancer: longer than the edge's and shorter than the gateway's, since a request sent on a connection that the other
     * side is just closing is lost.
     */
    public Duration balancerIdle() {
        return longest().compareTo(EDGE_IDLE) > 0 ? longest() : EDGE_IDLE.plus(MARGIN);
    }

    /** The longest response of any fleet: no timeout on the way may be shorter. */
    public Duration longest() {
        return fleets.stream()
                .map(FleetSettings::longestGeneration)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Milliseconds between two requests of a key at one gateway (GCRA emission interval). */
    int spacing() {
        return Math.max(1, 1000 * settings.instances() / settings.perSecond());
    }

    /** Milliseconds by which a key may run ahead of that spacing: its burst. */
    int tolerance() {
        int bucket = Math.max(1, settings.bucket() / settings.instances());
        return (bucket - 1) * spacing();
    }

    private String configuration() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("maxconn", String.valueOf(connections()));
        values.put("bind", place.bind());
        values.put("run", place.run());
        values.put("etc", place.etc());
        values.put("user", place.user().stream().toList());
        values.put("sockets", place.user().isPresent() ? "" : place.run());
        values.put("longest", String.valueOf(longest().toSeconds()));
        values.put("keep", String.valueOf(balancerIdle().plus(MARGIN).toSeconds()));
        values.put(
                "models",
                fleets.stream()
                        .map(fleet -> "{\"id\":\"" + fleet.name() + "\",\"object\":\"model\"}")
                        .collect(Collectors.joining(",")));
        values.put("first", fleets.get(0).name());
        values.put("checked", !settings.keys().isEmpty());
        values.put("spacing", String.valueOf(spacing()));
        values.put("tolerance", String.valueOf(tolerance()));
        values.put("stale", String.valueOf(tolerance() + spacing() + SLACK_MILLIS));
        values.put("reserved", String.valueOf(RESERVED));
        values.put("shared", String.valueOf(SHARED));
        values.put("sent", String.valueOf(SENT));
        values.put("errors", OWN_ERRORS);
        values.put("limit", String.valueOf(ERRORS));
        values.put("connects", String.valueOf(CONNECTS));
        values.put("failures", String.valueOf(FAILURES));
        values.put("fleets", fleets.stream().map(this::backend).toList());
        values.put("smaller", fleets.stream().flatMap(GatewayFiles::smaller).toList());
        return Template.named("haproxy.cfg.mustache").fill(values);
    }

    private Map<String, Object> backend(FleetSettings fleet) {
        return Map.of(
                "fleet", fleet.name(),
                "replicas", String.valueOf(fleet.atOnce()),
                "larger", larger(fleet),
                "classes", CLASSES);
    }

    /** The fleets that name this one as their smaller. */
    private List<String> larger(FleetSettings fleet) {
        return fleets.stream()
                .filter(other -> other.smaller().filter(fleet.name()::equals).isPresent())
                .map(FleetSettings::name)
                .toList();
    }

    private static Stream<Map<String, String>> smaller(FleetSettings fleet) {
        return fleet.smaller().stream().map(by -> Map.of("fleet", fleet.name(), "by", by));
    }

    /** Enough connections for every slot of all fleets at their bounds, through a single gateway. */
    private int connections() {
        int replicas = fleets.stream().mapToInt(fleet -> fleet.atOnce()).sum();
        return Math.max(CONNECTIONS, HOPS * (SHARED + RESERVED) * replicas);
    }

    private static Map<String, String> classes() {
        return ordered("p0", "0", "p1", "100", "p2", "200", "p3", "300");
    }

    private static Map<String, String> flags() {
        Map<String, String> flags = ordered("tier", "0", "force_cache", "0");
        FOLLOWED.forEach(flag -> flags.put(flag, "0"));
        return flags;
    }

    private static Map<String, String> queues() {
        return ordered("maxq_p0", "1000", "maxq_p1", "400", "maxq_p2", "200", "maxq_p3", "100");
    }

    private Map<String, String> models() {
        Map<String, String> models = new LinkedHashMap<>();
        fleets.forEach(fleet -> models.put(fleet.name(), fleet.name()));
        return models;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String map(Map<String, String> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach((key, value) -> lines.append(key).append(' ').append(value).append('\n'));
        return lines.toString();
    }
}
