package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.rig.server.MotoServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * Runs commands, in this process or in a separate one, against a group of two to ten GPUs in an AWS
 * emulator.
 */
final class CliRig implements AutoCloseable {
    static final String FLEET = "fleet=aws-autoscaling:group=chat-gpu,region=us-east-1";
    private static final String REGION = "us-east-1";

    /** What a command printed, and its exit code. */
    record Said(int code, String text) {
        String run() {
            return text.lines()
                    .filter(l -> l.startsWith("Run "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text))
                    .substring(4)
                    .strip();
        }
    }

    private final MotoServer moto;

    private CliRig(MotoServer moto) {
        this.moto = moto;
    }

    static CliRig start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        return new CliRig(MotoServer.start());
    }

    @Override
    public void close() {
        moto.close();
    }

    URI endpoint() {
        return moto.endpoint();
    }

    /** Empties the emulator but for the group, whose floor is two. */
    void reset() {
        moto.reset();
        createGroup(2);
    }

    /** Deletes the group. */
    void deleteGroup() {
        moto.reset();
    }

    /** Creates the group. */
    void createGroup(int floor) {
        try (AutoScalingClient client =
                AutoScalingClient.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.of(REGION))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            client.createLaunchConfiguration(
                    r ->
                            r.launchConfigurationName("gpu")
                                    .imageId("ami-1")
                                    .instanceType("g5.xlarge"));
            client.createAutoScalingGroup(
                    r ->
                            r.autoScalingGroupName("chat-gpu")
                                    .launchConfigurationName("gpu")
                                    .availabilityZones(REGION + "a")
                                    .minSize(floor)
                                    .maxSize(10));
        }
    }

    int floor() {
        var floors =
                new AutoScalingFloors(
                        new AwsAccess(Optional.of(moto.endpoint())), Clock.systemUTC());
        return ((Observed) floors.read(AutoScalingFloors.target(REGION, "chat-gpu")))
                .count("floor");
    }

    Said tidegate(Path folder, String... command) {
        var text = new StringWriter();
        int code =
                CliMain.commandLine()
                        .setOut(new PrintWriter(text))
                        .setErr(new PrintWriter(text))
                        .execute(with(endpoint(), folder, command).toArray(String[]::new));
        return new Said(code, text.toString());
    }

    /** Starts a separate process that finds AWS at {@code endpoint}. */
    static Process process(URI endpoint, Path folder, String... command) throws IOException {
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
        line.addAll(with(endpoint, folder, command));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    private static List<String> with(URI endpoint, Path folder, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        all.addAll(List.of("--aws-endpoint", endpoint.toString()));
        all.addAll(List.of("--books", "books"));
        return all;
    }
}
