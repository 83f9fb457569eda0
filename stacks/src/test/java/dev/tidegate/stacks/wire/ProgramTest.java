package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.LoadOutcome;
import dev.tidegate.autoscaler.config.SettingsLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static Recorded run;

    @BeforeAll
    static void provision() throws Exception {
        run = ProgramRun.up("dev");
    }

    private static final String GROUP = "aws:autoscaling/group:Group";

    @Test
    void registersAFleetWhoseNewcomersWaitForTheirWeights() throws Exception {
        assertThat(run.exit()).as(run.console() + run.errors()).isZero();
        Struct group = run.only(GROUP).properties();
        List<Value> hooks =
                group.getFieldsOrThrow("initialLifecycleHooks").getListValue().getValuesList();
        Struct ready = hooks.get(0).getStructValue();
        assertThat(ready.getFieldsOrThrow("lifecycleTransition").getStringValue())
                .isEqualTo("autoscaling:EC2_INSTANCE_LAUNCHING");
        assertThat(ready.getFieldsOrThrow("defaultResult").getStringValue()).isEqualTo("ABANDON");
        assertThat(ready.getFieldsOrThrow("heartbeatTimeout").getNumberValue())
                .isGreaterThanOrEqualTo(360);
        assertThat(
                        group.getFieldsOrThrow("warmPool")
                                .getStructValue()
                                .getFieldsOrThrow("minSize")
                                .getNumberValue())
                .isEqualTo(1);
        assertThat(group.getFieldsOrThrow("healthCheckType").getStringValue()).isEqualTo("ELB");
    }

    @Test
    void theFloorIsLeftToTheDaemon() throws Exception {
        assertThat(run.only(GROUP).request().getIgnoreChangesList())
                .containsExactly("minSize", "desiredCapacity");
    }

    @Test
    void theDaemonAcceptsTheConfigurationItIsGiven() throws Exception {
        LoadOutcome outcome = SettingsLoader.load(run.output("daemonConfiguration"));

        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        FleetSettings fleet = ((LoadOutcome.Loaded) outcome).settings().workloads().get(0).fleet();
        assertThat(fleet)
                .isInstanceOfSatisfying(
                        FleetSettings.Aws.class,
                        aws -> {
                            assertThat(aws.region()).isEqualTo("us-east-1");
                            assertThat(aws.group())
                                    .isEqualTo(
                                            run.only(GROUP)
                                                    .properties()
                                                    .getFieldsOrThrow("name")
                                                    .getStringValue());
                        });
    }

    @Test
    void aPreviewAsksForTheSameResources() throws Exception {
        Recorded preview = ProgramRun.preview("dev");

        assertThat(preview.exit()).as(preview.console() + preview.errors()).isZero();
        assertThat(preview.asked())
                .extracting(Recorded.Asked::urn)
                .isEqualTo(run.asked().stream().map(Recorded.Asked::urn).toList());
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
        assertThat(String.join("\n", broken.errors()) + broken.console())
                .contains("environment: found", "tier: found", "regoins: found", "fleets: found");
    }
}
