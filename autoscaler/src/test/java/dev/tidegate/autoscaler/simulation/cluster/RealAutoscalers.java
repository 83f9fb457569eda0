package dev.tidegate.autoscaler.simulation.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.autoscaler.simulation.Hpa;
import dev.tidegate.runbooks.rig.kubernetes.AutoscalerPace;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays parts of scenarios on Kubernetes' own autoscaler, alone and above the floors of the daemon, and prints what each cost and
 * turned away beside what the simulation says of it. One run of all parts at once, {@value FastClock#SPEED} times as fast.
 */
public final class RealAutoscalers {
    private static final Duration SYNC = Duration.ofSeconds(15);
    private static final AutoscalerPace PACE =
            new AutoscalerPace(FastClock.real(SYNC), FastClock.real(Duration.ofMinutes(5)));
    static final int LEAD_IN = 20; // minutes for the daemons to start, not counted
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String ASKED = "hpa-asked.csv";
    private static final long QUARTER = FastClock.real(SYNC).toNanos();
    private static final long EARLY = Duration.ofMillis(250).toNanos();

    private final Map<ScaledFleet, Recording> recordings = new LinkedHashMap<>();
    private final List<FlooringDaemon> daemons = new ArrayList<>();
    private final List<Part> parts;
    private final KubernetesStack cluster;
    private final DemandApi demand;

    private RealAutoscalers(List<Part> parts, KubernetesStack cluster, DemandApi demand) {
        this.parts = parts;
        this.cluster = cluster;
        this.demand = demand;
    }

    /** @param arguments how many minutes of each scenario (240) */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("tidegate.log", "ERROR"); // of the daemons
        int counted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 240;
        int minutes = LEAD_IN + counted;
        List<Part> parts = Part.all(LEAD_IN, counted);
        try (KubernetesStack cluster = KubernetesStack.start(PACE);
                DemandApi demand = new DemandApi()) {
            System.setProperty("kubeconfig", cluster.kubeconfig().toString());
            RealAutoscalers run = new RealAutoscalers(parts, cluster, demand);
            try {
                run.play(minutes);
            } finally {
                run.daemons.forEach(FlooringDaemon::close);
            }
            run.write(Path.of("autoscaler/target"));
            System.out.println(run.table().text());
            System.out.printf(
                    Locale.ROOT,
                    "%.1f questions for a metric per autoscaler and minute%n",
                    (double) demand.asked() / run.recordings.size() / minutes);
        }
    }

    private void play(int minutes) throws IOException, InterruptedException {
        cluster.addNode("node-1");
        demand.register(cluster);
        for (Part part : parts) {
            for (int percent : new int[] {70, 100}) {
                for (boolean floored : new boolean[] {false, true}) {
                    ScaledFleet fleet = new ScaledFleet(part, percent, floored);
                    fleet.deploy(cluster);
                    recordings.put(fleet, Recording.of(part));
                }
            }
        }
        while (deployments().values().stream().anyMatch(each -> ready(each) < asked(each))) {
            Thread.sleep(100);
        }
        List<PrometheusServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < parts.size(); i++) {
                servers.add(PrometheusServer.start());
            }
            long began = System.nanoTime() + QUARTER;
            begin(began, servers);
            record(began, minutes);
        } finally {
            servers.forEach(PrometheusServer::close);
        }
    }

    private void begin(long began, List<PrometheusServer> servers)
            throws IOException, InterruptedException {
        for (Part part : parts) {
            FastClock clock = new FastClock(Part.time(part.first()), began);
            demand.serve(
                    part.name(),
                    () -> part.reported(Math.min(part.last() - 1, Part.minute(clock.instant()))));
        }
        recordings.keySet().forEach(fleet -> fleet.autoscale(cluster));
        for (Part part : parts) {
            List<ScaledFleet> floored =
                    recordings.keySet().stream()
                            .filter(fleet -> fleet.floored() && fleet.part().equals(part))
                            .toList();
            FastClock clock = new FastClock(Part.time(part.first()), began);
            daemons.add(new FlooringDaemon(part, floored, servers.get(daemons.size()), clock));
            System.err.printf(Locale.ROOT, "%s: up at %s%n", part.name(), clock.instant());
        }
    }

    /** Reads the fleets at the end of each quarter of a minute. */
    private void record(long began, int minutes) throws IOException {
        int first = (int) ((System.nanoTime() - began) / QUARTER) + 1;
        for (int quarter = first; quarter < Recording.QUARTERS * minutes; quarter++) {
            sleepUntil(began + (quarter + 1) * QUARTER - EARLY);
            Map<String, JsonNode> now = deployments();
            for (Map.Entry<ScaledFleet, Recording> each : recordings.entrySet()) {
                JsonNode deployment = now.get(each.getKey().name());
                each.getValue().asked()[quarter] = asked(deployment);
                each.getValue().ready()[quarter] = ready(deployment);
            }
        }
    }

    private static void sleepUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Map<String, JsonNode> deployments() throws IOException {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode each : new ObjectMapper().readTree(cluster.read(DEPLOYMENTS)).path("items")) {
            found.put(each.at("/metadata/name").asText(), each);
        }
        return found;
    }

    private static int asked(JsonNode deployment) {
        return deployment.at("/spec/replicas").asInt();
    }

    private static int ready(JsonNode deployment) {
        return deployment.at("/status/readyReplicas").asInt(0); // the API omits 0
    }

    private Table table() {
        Table table =
                Table.of("scenario", "policy", "GPU-hours", "busy", "simulated", "busy", "differ");
        for (Map.Entry<ScaledFleet, Recording> each : recordings.entrySet()) {
            ScaledFleet fleet = each.getKey();
            Recording real = each.getValue();
            Recording.Outcome outcome = real.outcome(LEAD_IN);
            String[] simulated = {"", "", ""};
            if (!fleet.floored()) {
                Recording model =
                        Recording.simulated(fleet.part(), Hpa.asItComes(fleet.percent() / 100.0));
                Recording.Outcome modelled = model.outcome(LEAD_IN);
                simulated[0] = text("%.1f", modelled.hours());
                simulated[1] = text("%.3f %%", 100 * modelled.busy());
                simulated[2] = text("%.1f %%", 100 * real.difference(model, LEAD_IN));
            }
            table =
                    table.row(
                            fleet.part().scenario().name(),
                            fleet.policy(),
                            text("%.1f", outcome.hours()),
                            text("%.3f %%", 100 * outcome.busy()),
                            simulated[0],
                            simulated[1],
                            simulated[2]);
        }
        return table;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Every quarter of a minute, and in {@value #ASKED} what the model of the autoscaler is tested against. */
    private void write(Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("scenario,policy,minute,demand,asked,ready\n");
        StringBuilder asked = new StringBuilder();
        recordings.forEach(
                (fleet, recording) -> {
                    for (int i = 0; i < recording.asked().length; i++) {
                        rows.append(
                                String.format(
                                        Locale.ROOT,
                                        "%s,%s,%.2f,%.3f,%d,%d%n",
                                        fleet.part().name(),
                                        fleet.policy(),
                                        i / (double) Recording.QUARTERS - LEAD_IN,
                                        fleet.part().demand(i / Recording.QUARTERS),
                                        recording.asked()[i],
                                        recording.ready()[i]));
                    }
                    if (!fleet.floored()) {
                        asked.append(
                                "%s,%d,%s%n"
                                        .formatted(
                                                fleet.part().name(),
                                                fleet.percent(),
                                                recording.changes()));
                    }
                });
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("real-autoscalers.csv"), rows);
        Files.writeString(folder.resolve(ASKED), asked);
    }
}
