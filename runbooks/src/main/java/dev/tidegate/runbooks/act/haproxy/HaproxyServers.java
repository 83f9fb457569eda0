package dev.tidegate.runbooks.act.haproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.ReadThenWrite;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Servers of a backend: {@code weight} (absolute, 0 to 256), {@code maxconn} and {@code state}
 * (ready, drain, maint).
 *
 * <p>With the coordinate {@code state-file}, the file from which the configuration loads server
 * states, weights and states are saved there after each change and survive a reload. HAProxy saves
 * no {@code maxconn}: a reload resets it to the configuration's value.
 */
final class HaproxyServers extends ReadThenWrite {
    static final String KIND = "haproxy-server";
    private static final int MAX_WEIGHT = 256;
    private static final int MAINTENANCE = 0x01 | 0x02 | 0x20; // forced, inherited, by resolution

    /** That the configuration disabled the server, which is then forced into maintenance: kept when it is made ready. */
    private static final int CONFIGURED = 0x04;

    private static final int DRAIN = 0x08 | 0x10; // forced, inherited
    private static final List<String> STATES = List.of("ready", "drain", "maint");
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("runtime", "backend", "server"),
                            List.of(
                                    FieldShape.settable("weight", FieldShape.Type.COUNT),
                                    FieldShape.settable("maxconn", FieldShape.Type.COUNT),
                                    FieldShape.settable("state", FieldShape.Type.TEXT),
                                    FieldShape.readOnly("status", FieldShape.Type.TEXT),
                                    FieldShape.readOnly("sessions", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("queued", FieldShape.Type.COUNT)))
                    .withOptional(Set.of("state-file"));

    HaproxyServers(InstantSource clock) {
        super(KIND, SHAPE, clock);
    }

    static Target target(String runtime, String backend, String server) {
        return Target.of(KIND, Map.of("runtime", runtime, "backend", backend, "server", server));
    }

    @Override
    public Reading read(Target target) {
        Optional<Unreadable> objection = RuntimeApi.objection(target, "backend", "server");
        if (objection.isPresent()) {
            return objection.get();
        }
        String backend = target.coordinate("backend");
        String server = target.coordinate("server");
        try {
            String states = api(target).execute("show servers state " + backend);
            Optional<Unreadable> refusal = RuntimeReplies.refusalToShow(states);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            String table = api(target).execute("show stat " + backend + " 4 -1");
            if (!ServerRow.isOfStates(states) || !ServerRow.isOfStatistics(table)) {
                return RuntimeReplies.garbled(ServerRow.isOfStates(states) ? table : states);
            }
            Optional<ServerRow> state = ServerRow.ofState(states, backend, server);
            Optional<ServerRow> statistics = ServerRow.ofStatistics(table, server);
            return state.isPresent() && statistics.isPresent()
                    ? observe(target, state.get(), statistics.get())
                    : new Unreadable(Failure.ABSENT, "no server " + backend + "/" + server);
        } catch (IOException e) {
            return RuntimeReplies.ofFailure(e);
        } catch (NumberFormatException e) {
            return RuntimeReplies.garbled(String.valueOf(e.getMessage()));
        }
    }

    private Observed observe(Target target, ServerRow state, ServerRow statistics) {
        var fields = new TreeMap<String, JsonNode>();
        fields.put("weight", IntNode.valueOf(state.number("srv_uweight")));
        fields.put("maxconn", IntNode.valueOf(statistics.number("slim"))); // 0 is no limit
        fields.put("state", TextNode.valueOf(adminState(state)));
        fields.put("status", TextNode.valueOf(statistics.text("status")));
        fields.put("sessions", IntNode.valueOf(statistics.number("scur")));
        fields.put("queued", IntNode.valueOf(statistics.number("qcur")));
        return new Observed(target, now(), fields, unsaved(target, state));
    }

    private static String adminState(ServerRow state) {
        int admin = state.number("srv_admin_state");
        return (admin & MAINTENANCE) != 0 ? "maint" : (admin & DRAIN) != 0 ? "drain" : "ready";
    }

    /**
     * Fields that a reload would change: those that differ from the state file or, for a server
     * that it does not list, from the configuration. Empty without a state file.
     */
    private static Set<String> unsaved(Target target, ServerRow state) {
        String file = target.coordinates().get("state-file");
        if (file == null) {
            return Set.of();
        }
        try {
            Optional<ServerRow> savedRow =
                    ServerRow.ofState(
                            readStateFile(Path.of(file)),
                            target.coordinate("backend"),
                            target.coordinate("server"));
            int weight =
                    savedRow.map(r -> r.number("srv_uweight")).orElse(state.number("srv_iweight"));
            String configured =
                    (state.number("srv_admin_state") & CONFIGURED) != 0 ? "maint" : "ready";
            var unsaved = new TreeSet<String>();
            if (weight != state.number("srv_uweight")) {
                unsaved.add("weight");
            }
            if (!savedRow.map(HaproxyServers::adminState)
                    .orElse(configured)
                    .equals(adminState(state))) {
                unsaved.add("state");
            }
            return unsaved;
        } catch (IOException | NumberFormatException e) {
            return Set.of("weight", "state"); // writing it will report or fix what is wrong
        }
    }

    private static String readStateFile(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Override
    protected Optional<Outcome> write(Change change, Observed now, Fence fence) {
        Optional<String> objection =
                change.fields().stream().flatMap(f -> objection(f).stream()).findFirst();
        if (objection.isPresent()) {
            return Optional.of(new Outcome.Permanent(Failure.INVALID, objection.get()));
        }
        boolean written = false;
        for (FieldChange field : change.fields()) {
            if (now.field(field.field()).equals(field.after())) {
                continue; // it only has to be saved
            }
            Optional<Unreadable> failure = send(change.target(), field);
            if (failure.isPresent()) {
                return Optional.of(written ? unknown(failure.get()) : refused(failure.get()));
            }
            written = true;
        }
        return save(change.target());
    }

    private static Optional<Unreadable> send(Target target, FieldChange field) {
        try {
            return RuntimeReplies.refusal(api(target).execute(command(target, field)));
        } catch (IOException e) {
            return Optional.of(RuntimeReplies.ofFailure(e));
        }
    }

    private static String command(Target target, FieldChange field) {
        String server = target.coordinate("backend") + "/" + target.coordinate("server");
        String value = field.after().asText();
        return field.field().equals("maxconn")
                ? "set maxconn server " + server + " " + value
                : "set server " + server + " " + field.field() + " " + value;
    }

    private static Outcome refused(Unreadable failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, ABSENT, DENIED, INVALID -> failure.outcomeBeforeWrite();
            default -> unknown(failure);
        };
    }

    private static Outcome unknown(Unreadable failure) {
        return new Outcome.Unknown(failure.reason(), failure.detail());
    }

    private static Optional<String> objection(FieldChange field) {
        JsonNode value = field.after();
        return switch (field.field()) {
            case "weight" ->
                    value.asInt(-1) < 0 || value.asInt() > MAX_WEIGHT
                            ? Optional.of(
                                    "weight must be from 0 to " + MAX_WEIGHT + ", was " + value)
                            : Optional.empty();
            case "state" ->
                    STATES.contains(value.asText())
                            ? Optional.empty()
                            : Optional.of("state must be one of " + STATES + ", was " + value);
            default -> value.isNull() ? Optional.of("maxconn must be a number") : Optional.empty();
        };
    }

    /** Saves the states of all servers, since the file holds all of them. */
    private static Optional<Outcome> save(Target target) {
        Optional<String> file = Optional.ofNullable(target.coordinates().get("state-file"));
        try {
            if (file.isPresent()) {
                String states = api(target).execute("show servers state");
                if (!ServerRow.isOfStates(states)) {
                    throw new IOException(RuntimeReplies.garbled(states).detail());
                }
                AtomicFile.replace(Path.of(file.get()), states + "\n");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    new Outcome.Unknown(
                            Failure.UNVERIFIED, "changed, but a reload may forget it: " + e));
        }
    }

    private static RuntimeApi api(Target target) {
        return RuntimeApi.at(target.coordinate("runtime"));
    }
}
