package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The small book against a real group in an AWS emulator, by commands and with no daemon at all. */
@Needs(Component.MOTO)
final class RunbookCliIT {
    private static final String FLEET = "fleet=aws-autoscaling:group=chat-gpu,region=us-east-1";

    private static final String USER = System.getProperty("user.name");

    private static MotoServer moto;
    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @BeforeEach
    void createGroup() throws Exception {
        moto.reset();
        call(
                "CreateLaunchConfiguration&LaunchConfigurationName=gpu&ImageId=ami-1"
                        + "&InstanceType=g5.xlarge");
        call(
                "CreateAutoScalingGroup&AutoScalingGroupName=chat-gpu&LaunchConfigurationName=gpu"
                        + "&MinSize=2&MaxSize=10&AvailabilityZones.member.1=us-east-1a");
    }

    private static void call(String action) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(moto.endpoint())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260301/us-east-1/autoscaling/"
                                        + "aws4_request, SignedHeaders=host, Signature=0")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "Version=2011-01-01&Action=" + action))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static int floor() {
        var floors =
                new AutoScalingFloors(
                        new AwsAccess(Optional.of(moto.endpoint())), Clock.systemUTC());
        return ((Observed) floors.read(AutoScalingFloors.target("us-east-1", "chat-gpu")))
                .count("floor");
    }

    private List<String> with(URI endpoint, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        all.addAll(List.of("--aws-endpoint", endpoint.toString()));
        all.addAll(List.of("--books", "books"));
        return all;
    }

    private record Said(int code, String text) {
        String run() {
            return text.lines()
                    .filter(l -> l.startsWith("Run "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text))
                    .substring(4)
                    .strip();
        }
    }

    private Said tidegate(String... command) {
        var text = new StringWriter();
        int code =
                CliMain.commandLine()
                        .setOut(new PrintWriter(text))
                        .setErr(new PrintWriter(text))
                        .execute(with(moto.endpoint(), command).toArray(String[]::new));
        return new Said(code, text.toString());
    }

    private Process process(URI endpoint, String... command) throws IOException {
        var line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Daws.accessKeyId=test",
                                "-Daws.secretAccessKey=test",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                CliMain.class.getName()));
        line.addAll(with(endpoint, command));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    @Test
    void planShowsNowAndAfterAndChangesNothing() {
        Said said = tidegate("runbook", "plan", "raise-floor", "-p", FLEET, "-p", "floor=5");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).contains("floor").contains("2").contains("5").contains("1h");
        assertThat(floor()).isEqualTo(2);
    }

    @Test
    void runRaisesTheFloorAndUndoWritesBackWhatWasThere() {
        Said ran = tidegate("runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=5");
        assertThat(ran.code()).as(ran.text()).isZero();
        assertThat(floor()).isEqualTo(5);

        Said undone = tidegate("runbook", "undo", ran.run());

        assertThat(undone.code()).as(undone.text()).isZero();
        assertThat(floor()).isEqualTo(2);
        assertThat(tidegate("ledger", "verify").text()).contains("intact");
        assertThat(tidegate("runbook", "status", ran.run()).text()).contains("undone");
    }

    @Test
    void trafficMovesToTheOtherRegionAndBack() {
        try (Route53Client client =
                Route53Client.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.AWS_GLOBAL)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            String zone =
                    client.createHostedZone(r -> r.name("example.com").callerReference("1"))
                            .hostedZone()
                            .id();
            weigh(client, zone, "east", 200);
            weigh(client, zone, "west", 0);

            Said ran =
                    tidegate(
                            "runbook",
                            "run",
                            "move-region",
                            "-p",
                            "zone=" + zone,
                            "-p",
                            "name=api.example.com",
                            "-p",
                            "from_set=east",
                            "-p",
                            "to_set=west");
            assertThat(ran.text()).contains("Waits for approval");
            assertThat(weights(client, zone)).containsExactly(200L, 0L);
            System.setProperty("user.name", "the-lead");
            Said approved = tidegate("runbook", "approve", ran.run());
            assertThat(approved.code()).as(approved.text()).isZero();
            assertThat(weights(client, zone)).containsExactly(0L, 255L);

            tidegate("runbook", "undo", ran.run());
            assertThat(weights(client, zone)).containsExactly(200L, 0L);
        } finally {
            System.setProperty("user.name", USER);
        }
    }

    private static void weigh(Route53Client client, String zone, String set, long weight) {
        ResourceRecord value = ResourceRecord.builder().value(set + ".example.com").build();
        ResourceRecordSet record =
                ResourceRecordSet.builder()
                        .name("api.example.com")
                        .type(RRType.CNAME)
                        .ttl(60L)
                        .setIdentifier(set)
                        .weight(weight)
                        .resourceRecords(List.of(value))
                        .build();
        Change create =
                Change.builder().action(ChangeAction.CREATE).resourceRecordSet(record).build();
        client.changeResourceRecordSets(
                r -> r.hostedZoneId(zone).changeBatch(b -> b.changes(List.of(create))));
    }

    /** East's and west's. */
    private static List<Long> weights(Route53Client client, String zone) {
        return client
                .listResourceRecordSets(r -> r.hostedZoneId(zone))
                .resourceRecordSets()
                .stream()
                .filter(r -> r.setIdentifier() != null)
                .sorted(Comparator.comparing(ResourceRecordSet::setIdentifier))
                .map(ResourceRecordSet::weight)
                .toList();
    }

    @Test
    void missingAndWrongParametersAreAllToldAtOnce() {
        Said said = tidegate("runbook", "plan", "raise-floor", "-p", "floor=0", "-p", "colour=red");

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.text())
                .contains("fleet is missing")
                .contains("at least 1")
                .contains("colour");
    }

    @Test
    void floorAboveTheMaximumFailsAndLeavesNothing() {
        Said said = tidegate("runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=11");

        assertThat(said.code()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("the group's maximum");
        assertThat(floor()).isEqualTo(2);
    }

    @Test
    void productionWithoutAPolicyRefusesAndRemembersIt() {
        Said said =
                tidegate(
                        "runbook",
                        "run",
                        "raise-floor",
                        "-p",
                        FLEET,
                        "-p",
                        "floor=5",
                        "--environment",
                        "prod");

        assertThat(said.code()).isEqualTo(4);
        assertThat(floor()).isEqualTo(2);
        assertThat(tidegate("ledger", "show").text()).contains("access-refused");
    }

    @Test
    void processKilledBetweenCallAndRecordIsGoneOnWithInUnderFifteenSeconds() throws Exception {
        var written = new CountDownLatch(1);
        HttpServer proxy = swallowingAnswers(written);
        URI through = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
        Process first =
                process(through, "runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=5");
        try {
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            first.destroyForcibly().waitFor();
            proxy.stop(0);
        }
        String run = tidegate("runbook", "status").text().lines().skip(1).findFirst().orElseThrow();
        String name = run.substring(0, run.indexOf(' '));
        assertThat(run).contains("running");

        Instant killed = Instant.now();
        Said resumed = tidegate("runbook", "resume", name);

        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(resumed.code()).as(resumed.text()).isZero();
        assertThat(resumed.text()).contains("in-force");
        assertThat(floor()).isEqualTo(5);
        tidegate("runbook", "undo", name);
        assertThat(floor()).isEqualTo(2);
    }

    /** Passes everything on; the answer to a write never comes back. */
    private static HttpServer swallowingAnswers(CountDownLatch written) throws IOException {
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool());
        proxy.createContext("/", exchange -> pass(exchange, written));
        proxy.start();
        return proxy;
    }

    private static void pass(HttpExchange exchange, CountDownLatch written) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(moto.endpoint())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "Authorization", "X-Amz-Date")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (new String(body, StandardCharsets.UTF_8).contains("UpdateAutoScalingGroup")) {
                written.countDown();
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
