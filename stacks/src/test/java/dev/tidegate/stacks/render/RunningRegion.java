package dev.tidegate.stacks.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Two gateways, a fleet and the Prometheus that scrapes both, under a steady load of which a fifth is of the last class. Scrapes, windows and
 * health checks are fifteen times as fast as the rendered ones.
 */
final class RunningRegion implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 500;
    private static final int NOBODY = 1; // a port

    /** A replica, its place at the gateways and its name in Prometheus. */
    private record Member(CountingReplica replica, String place, String name) {}

    private final List<RunningGateway> gateways = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Member> found = new ArrayList<>();
    private final Deque<Long> asked = new ConcurrentLinkedDeque<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService load = Executors.newScheduledThreadPool(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Path folder;
    private final String query;
    private final Future<?> asking;
    private final Scraped prometheus;
    private int hiddenGateways;
    private int joined;
    private boolean gatewayDead;

    /** @param query of the daemon's configuration, for fleet {@code chat} and a scope of {@code {fleet="group"}} */
    RunningRegion(Path folder, String query) throws Exception {
        this.folder = folder;
        this.query = query.replace("[1m]", "[4s]").replace("offset 1m", "offset 4s");
        for (String name : List.of("g0", "g1")) {
            gateways.add(hurried(Files.createDirectory(folder.resolve(name))));
        }
        prometheus = new Scraped(folder);
        targets();
        asking =
                load.scheduleAtFixedRate(
                        () -> callers.execute(this::ask), 0, 30, TimeUnit.MILLISECONDS);
    }

    private static RunningGateway hurried(Path folder) throws Exception {
        RunningGateway gateway = RunningGateway.of(folder, FleetExamples.chat());
        Path configuration = Path.of(gateway.configuration());
        String rendered = Files.readString(configuration);
        String hurried = rendered.replace("inter 8s fastinter 2s", "inter 500ms fastinter 130ms");
        if (hurried.equals(rendered)) {
            throw new AssertionError("its health checks are as slow as they were");
        }
        Files.writeString(configuration, hurried);
        StringBuilder keys = new StringBuilder();
        for (int caller = 0; caller < CALLERS; caller++) {
            String key = RunningGateway.digest("Bearer " + caller);
            keys.append(key).append(caller % 5 == 0 ? " p3\n" : " p2\n");
        }
        Files.writeString(gateway.map("keys"), keys);
        gateway.restart();
        return gateway;
    }

    /** One request, by the other gateway if the first is not there. */
    private void ask() {
        int number = turn.getAndIncrement();
        asked.add(System.nanoTime());
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                gateways.get((number / 5 + attempt) % 2)
                        .post("/v1/chat", "Bearer " + number % CALLERS, "p2");
                return;
            } catch (IOException e) {
                // the other one
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Another replica, which the gateways know, and Prometheus does not yet. */
    void join() throws IOException {
        String place =
                IntStream.rangeClosed(1, 8)
                        .mapToObj(number -> "gpu_" + number)
                        .filter(
                                free ->
                                        members.stream()
                                                .noneMatch(member -> member.place().equals(free)))
                        .findFirst()
                        .orElseThrow();
        Member member = new Member(new CountingReplica(), place, "replica" + joined++);
        members.add(member);
        gateways.forEach(gateway -> gateway.join("chat", place, member.replica().port()));
    }

    /** Prometheus finds all replicas that the gateways know. */
    void list() throws IOException {
        found.clear();
        found.addAll(members);
        targets();
    }

    void hide(int replica, boolean now) {
        members.get(replica).replica().hide(now);
    }

    void leave(int replica) {
        members.get(replica).replica().leave();
    }

    /** It stays where it is listed. */
    void kill(int replica) {
        members.get(replica).replica().close();
    }

    void unlist(int replica) throws IOException {
        Member member = members.remove(replica);
        for (RunningGateway gateway : gateways) {
            gateway.say("set server chat_gpu/" + member.place() + " state maint");
            gateway.say("set server chat_p0/" + member.place() + " state maint");
        }
        member.replica().close();
        list();
    }

    /** So many gateways cannot be scraped. */
    void hideGateways(int count) throws IOException {
        hiddenGateways = count;
        targets();
    }

    /** One gateway dies, and stays where it is listed. */
    void killGateway() {
        gateways.get(1).kill();
        gatewayDead = true;
    }

    /** A tier turns away the last class. */
    void turnAway(boolean now) {
        gateways.forEach(
                gateway ->
                        gateway.say(
                                "set map " + gateway.map("flags") + " shed_p3 " + (now ? 1 : 0)));
    }

    /** The only gateway that can be scraped, with the servers' states as its instance keeps them. */
    void restartGateway() throws Exception {
        RunningGateway gateway = gateways.get(0);
        Files.writeString(
                folder.resolve("g0/maps/servers.state"), gateway.say("show servers state"));
        gateway.restart();
        // A scrape may have met nobody: within an hour of a tier, demand is unknown until the next.
        await(() -> share().isPresent());
    }

    /** Everything can be scraped, so many replicas serve, and the window holds nothing else. */
    void settle(int replicas) throws Exception {
        if (gatewayDead) {
            gateways.get(1).restart();
            gatewayDead = false;
        }
        turnAway(false);
        hideGateways(0);
        while (!members.isEmpty()) {
            unlist(0);
        }
        for (int i = 0; i < replicas; i++) {
            join();
        }
        list();
        long since = System.nanoTime();
        await(
                () ->
                        System.nanoTime() - since > 2 * WINDOW.toNanos()
                                && share().filter(share -> Math.abs(share - 1) < 0.1).isPresent());
    }

    /** What the query makes of what is asked, again and again for so long; it is never unknown. */
    List<Double> observe(Duration howLong) {
        List<Double> shares = new ArrayList<>();
        long until = System.nanoTime() + howLong.toNanos();
        await(
                () -> {
                    shares.add(
                            share().orElseThrow(
                                            () -> new AssertionError("unknown after " + shares)));
                    return System.nanoTime() > until;
                });
        return shares;
    }

    /** The same until it is unknown. */
    List<Double> observeUntilUnknown() {
        List<Double> shares = new ArrayList<>();
        await(
                () -> {
                    Optional<Double> share = share();
                    share.ifPresent(shares::add);
                    return share.isEmpty();
                });
        return shares;
    }

    private Optional<Double> share() {
        long now = System.nanoTime();
        asked.removeIf(at -> now - at > WINDOW.toNanos());
        double really = asked.size() * CountingReplica.TOKENS / (double) WINDOW.toSeconds();
        return prometheus.answer(query).map(demand -> demand / really);
    }

    private static void await(BooleanSupplier until) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!until.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private void targets() throws IOException {
        prometheus.scrape(
                "chat",
                found.stream()
                        .map(member -> Scraped.target(member.name(), member.replica().port()))
                        .toList());
        prometheus.scrape(
                "gateway",
                IntStream.range(0, gateways.size())
                        .mapToObj(
                                number ->
                                        Scraped.target(
                                                "gateway" + number,
                                                number < gateways.size() - hiddenGateways
                                                        ? gateways.get(number).port()
                                                        : NOBODY))
                        .toList());
    }

    @Override
    public void close() {
        asking.cancel(true);
        load.shutdownNow();
        callers.shutdownNow();
        members.forEach(member -> member.replica().close());
        gateways.forEach(RunningGateway::close);
        prometheus.close();
    }
}
