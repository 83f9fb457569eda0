package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.resources.CustomTimeouts;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.stacks.resource.Property;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void newcomersOfAFleetWaitUntilTheirWeightsAreOnDisk() {
        Property group = group("dev");

        Property ready = group.at("initialLifecycleHooks").each().toList().get(0);
        assertThat(ready.at("lifecycleTransition"))
                .isEqualTo(new Property.Text("autoscaling:EC2_INSTANCE_LAUNCHING"));
        assertThat(ready.at("defaultResult")).isEqualTo(new Property.Text("ABANDON"));
        assertThat(ready.at("heartbeatTimeout")).isEqualTo(new Property.Numeral(360 + 120 + 30));
        assertThat(group.at("healthCheckGracePeriod")).isEqualTo(new Property.Numeral(360));
        assertThat(group.at("warmPool.minSize")).isEqualTo(new Property.Numeral(1));
    }

    @Test
    void theFloorIsLeftToTheDaemon() {
        Recorded run = Runs.up("dev");

        assertThat(run.named("use1-chat-group").request().getIgnoreChangesList())
                .containsExactly("minSize", "desiredCapacity");
    }

    @Test
    void theDaemonAcceptsTheConfigurationItIsGiven() {
        for (String stack : List.of("dev", "prod-us-east-1")) {
            Recorded run = Runs.up(stack);

            LoadOutcome outcome = SettingsLoader.load(run.output("use1-daemonConfiguration"));

            assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
            FleetSettings fleet =
                    ((LoadOutcome.Loaded) outcome).settings().workloads().get(0).fleet();
            assertThat(fleet)
                    .isInstanceOfSatisfying(
                            FleetSettings.Aws.class,
                            aws -> {
                                assertThat(aws.region()).isEqualTo("us-east-1");
                                assertThat(group(stack).at("name"))
                                        .isEqualTo(new Property.Text(aws.group()));
                            });
        }
    }

    /** A fleet of pods is the daemon's by its autoscaler, which the cluster's manifest has under that name. */
    @Test
    void theDaemonAcceptsTheConfigurationOfACluster() {
        LoadOutcome outcome =
                SettingsLoader.load(Runs.up("staging").output("use1-daemonConfiguration"));

        assertThat(((LoadOutcome.Loaded) outcome).settings().workloads())
                .extracting(WorkloadSettings::name, WorkloadSettings::fleet)
                .contains(
                        tuple(
                                "code-us-east-1",
                                new FleetSettings.Kubernetes("fleets", "code", Optional.empty())));
        Property outputs = Values.property(Runs.up("staging").outputs());
        assertThat(outputs.at("use1-fleet-code.autoscaler")).isEqualTo(new Property.Text("code"));
        assertThat(outputs.at("use1-cluster.name"))
                .isEqualTo(new Property.Text("tidegate-staging-use1-cluster"));
        assertThat(outputs.at("runbookTargets").texts().map(text -> text.split(":", -1)[0]))
                .contains("aws-autoscaling", HpaFloors.KIND);
        assertThat(outputs.at("runbookTargets").texts())
                .containsOnlyOnce(HpaFloors.target("fleets", "code").toString());
    }

    @Test
    void runbooksLearnTheirTargetsAndPeopleTheQuotaToAskFor() {
        Recorded run = Runs.up("dev");

        Property outputs = Values.property(run.outputs());
        assertThat(outputs.at("runbookTargets").texts())
                .containsExactly("aws-autoscaling:us-east-1/tidegate-dev-use1-chat");
        // Eight replicas, each on a g6.16xlarge in the dearest case: 64 processors.
        assertThat(outputs.at("gpuQuota"))
                .isEqualTo(
                        Values.property(
                                Struct.newBuilder()
                                        .putFields(
                                                "us-east-1/g-and-vt",
                                                Value.newBuilder().setNumberValue(8 * 64).build())
                                        .build()));
    }

    @Test
    void whatASpotNoticeCutsOffIsSaid() {
        Property outputs = Values.property(Runs.up("dev").outputs());

        assertThat(outputs.at("use1-fleet-chat.drainSeconds")).isEqualTo(new Property.Numeral(180));
        assertThat(outputs.at("use1-fleet-chat.cutBySpotSeconds"))
                .isEqualTo(new Property.Numeral(60));
    }

    @Test
    void oneRegionsStackAsksForNothingOutsideIt() {
        assertThat(Runs.up("prod-eu-west-1").asked())
                .filteredOn(asked -> asked.type().equals("pulumi:providers:aws"))
                .extracting(asked -> Values.property(asked.properties()).at("region"))
                .containsExactly(new Property.Text("eu-west-1"));
        assertThat(Runs.up("prod-eu-west-1").asked())
                .extracting(Recorded.Asked::name)
                .noneMatch(name -> name.startsWith("use1-"));
    }

    @Test
    void theEdgeLivesInUsEastOneWhereverItsRegionsAre() {
        Recorded run = Runs.up("prod");

        for (String type :
                List.of(
                        "aws:wafv2/webAcl:WebAcl",
                        "aws:acm/certificate:Certificate",
                        "aws:cloudfront/distribution:Distribution")) {
            assertThat(run.of(type))
                    .singleElement()
                    .satisfies(
                            asked ->
                                    assertThat(asked.request().getProvider())
                                            .contains("global-provider"));
        }
        assertThat(Values.property(run.named("global-provider").properties()).at("region"))
                .isEqualTo(new Property.Text("us-east-1"));
    }

    /** A hook holds each of them for as long as its longest answer, and the provider's own patience is ten minutes. */
    @Test
    void aFleetIsGivenTheTimeThatItsDrainTakesToLeave() {
        var timeouts = Runs.up("staging").named("use1-large-group").request().getCustomTimeouts();

        // Ten minutes and fifty seconds in the hook, and a quarter of an hour.
        assertThat(CustomTimeouts.parseTimeoutString(timeouts.getDelete()))
                .isEqualTo(Duration.ofSeconds(650).plusMinutes(15));
    }

    /** The balancer hands an instance back only once its answers have ended. */
    @Test
    void gatewaysAreGivenTheTimeThatAnAnswerTakesToLeave() {
        var timeouts = Runs.up("staging").named("use1-gateway-group").request().getCustomTimeouts();

        assertThat(CustomTimeouts.parseTimeoutString(timeouts.getDelete()))
                .isEqualTo(Duration.ofMinutes(10 + 15));
    }

    /** With one, AWS refuses each refresh, and with it each update that changes what instances are made of. */
    @Test
    void aRefreshHasNoAutomaticWayBackToAnImageThatAParameterNames() {
        Recorded run = Runs.up("dev");

        assertThat(
                        Values.property(run.named("use1-chat-template").properties())
                                .at("imageId")
                                .texts())
                .singleElement()
                .asString()
                .startsWith("resolve:ssm:");
        assertThat(group("dev").at("instanceRefresh.preferences.autoRollback").isAbsent()).isTrue();
    }

    /** In the clear they would stand in the stack's state, for everyone who may look at it. */
    @Test
    void whatTheEdgeShowsIsASecretAllTheWay() {
        Recorded run = Runs.up("dev");

        assertThat(secrets(run.outputs().getFieldsOrThrow("use1-originKey"))).isPositive();
        for (String name : List.of("use1-gateway-rule-shown", "use1-edge-distribution")) {
            assertThat(secrets(run, name)).as(name).isPositive();
        }
        assertThat(run.named("use1-gateway-password-edge-1").request().getIgnoreChangesList())
                .containsExactly("value");
    }

    /** And what was drawn once stays, but for what nodes look at each minute. */
    @Test
    void whatTheCacheIsShownIsASecretAllTheWay() {
        for (String name : List.of("use1-cache-user-daemon", "use1-cache-password-gateway-1")) {
            assertThat(secrets(Runs.up("staging"), name)).as(name).isPositive();
        }
        for (String name :
                List.of("use1-cache-users", "use1-cache-own", "use1-cache-password-node-1")) {
            assertThat(secrets(Runs.up("dev"), name)).as(name).isPositive();
        }
        assertThat(
                        Runs.up("dev")
                                .named("use1-cache-password-node-1")
                                .request()
                                .getIgnoreChangesList())
                .containsExactly("value");
        assertThat(Runs.up("dev").named("use1-cache-own").request().getIgnoreChangesList())
                .isEmpty();
    }

    @Test
    void noResourceIsAskedForTwice() {
        assertThat(Runs.up("staging").urns()).doesNotHaveDuplicates();
    }

    @Test
    void runningTwiceAsksForTheSameByteForByte() throws Exception {
        Recorded again = ProgramRun.up("prod");

        assertThat(Golden.graph(again)).isEqualTo(Golden.graph(Runs.up("prod")));
        assertThat(again.outputs()).isEqualTo(Runs.up("prod").outputs());
    }

    @Test
    void aBrokenConfigurationProvisionsNothingAndNamesEveryMistake() throws Exception {
        Map<String, String> configuration =
                Map.of(
                        "tidegate:ground",
                        "{\"environment\": \"Dev!\", \"tier\": \"gold\", \"regoins\": []}");

        Recorded broken = ProgramRun.run("dev", configuration, true);

        assertThat(broken.exit()).isNotZero();
        assertThat(broken.asked()).isEmpty();
        assertThat(broken.trouble())
                .contains("environment: found", "tier: found", "regoins: found", "fleets: found");
    }

    private static long secrets(Recorded run, String name) {
        return secrets(Value.newBuilder().setStructValue(run.named(name).properties()).build());
    }

    private static long secrets(Value value) {
        return switch (value.getKindCase()) {
            case LIST_VALUE ->
                    value.getListValue().getValuesList().stream()
                            .mapToLong(ProgramTest::secrets)
                            .sum();
            case STRUCT_VALUE ->
                    Values.isSecret(value.getStructValue())
                            ? 1
                            : value.getStructValue().getFieldsMap().values().stream()
                                    .mapToLong(ProgramTest::secrets)
                                    .sum();
            default -> 0;
        };
    }

    private static Property group(String stack) {
        return Values.property(Runs.up(stack).named("use1-chat-group").properties());
    }
}
