package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A production that is about to be destroyed on purpose: nothing is in the way any more, and the ledger leaves a snapshot. */
class RetiredTest {
    @Test
    void nothingIsInTheWayAndTheLedgerLeavesASnapshot() throws Exception {
        Map<String, String> configuration =
                ProgramRun.configuration(Path.of("Pulumi.prod-us-east-1.yaml"));
        configuration.replaceAll(
                (key, value) -> value.replace("\"owner\"", "\"retire\":\"prod\",\"owner\""));

        Recorded retired = ProgramRun.run("prod-us-east-1", configuration, false);

        assertThat(retired.asked()).noneMatch(asked -> asked.request().getProtect());
        assertThat(retired.of("aws:s3/bucketV2:BucketV2"))
                .isNotEmpty()
                .allMatch(asked -> property(asked).at("forceDestroy").mayBeTrue());
        assertThat(property(retired.named("use1-gateway-balancer")).at("enableDeletionProtection"))
                .isEqualTo(new Property.Flag(false));
        Property ledger = property(retired.named("use1-ledger"));
        assertThat(ledger.at("deletionProtection")).isEqualTo(new Property.Flag(false));
        assertThat(ledger.at("skipFinalSnapshot")).isEqualTo(new Property.Flag(false));
        assertThat(ledger.at("finalSnapshotIdentifier"))
                .isEqualTo(new Property.Text("tidegate-prod-use1-ledger-last"));
    }

    private static Property property(Recorded.Asked asked) {
        return Values.property(asked.properties());
    }
}
