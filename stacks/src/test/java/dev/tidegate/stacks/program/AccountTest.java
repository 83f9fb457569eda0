package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import dev.tidegate.stacks.settings.load.Problem;
import dev.tidegate.stacks.wire.OneAccount;
import dev.tidegate.stacks.wire.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an account already has, lets one have, or fills up: what would stop a first update, or the hundredth. */
class AccountTest {
    /** Two environments of one account that both name a repository: AWS refuses a second issuer of the same tokens. */
    @Test
    void asManyEnvironmentsAsOneLikesDeliverByOneIssuer() {
        InProcess.Ended first = InProcess.provision(delivered("first", "make"));
        InProcess.Ended second = InProcess.provision(delivered("second", "find"));

        assertThat(first.asked()).anyMatch(each -> each.is("OpenIdConnectProvider"));
        assertThat(second.asked()).noneMatch(each -> each.is("OpenIdConnectProvider"));
        assertThat(second.asked())
                .filteredOn(each -> each.name().equals("use1-delivery-role"))
                .flatExtracting(each -> each.at("assumeRolePolicy").texts().toList())
                .singleElement()
                .asString()
                .contains("oidc-provider/found");
        assertThat(
                        OneAccount.collisions(
                                Stream.of(first, second)
                                        .flatMap(each -> each.asked().stream())
                                        .toList()))
                .isEmpty();
    }

    /** Names of fleets and of components are names of the same kinds of things in one account. */
    @Test
    void aFleetThatIsCalledAsAComponentIsRefusedOrHarmsNone() throws IOException {
        JsonNode staging =
                new YAMLMapper()
                        .readTree(Path.of("Pulumi.staging.yaml").toFile())
                        .at("/config/tidegate:ground");
        int provisioned = 0;
        for (String word : namesOfComponents()) {
            ObjectNode ground = staging.deepCopy();
            ArrayNode fleets = (ArrayNode) ground.path("fleets");
            fleets.insert(0, ((ObjectNode) fleets.get(0).deepCopy()).put("name", word));
            LoadOutcome outcome = GroundLoader.load(ground);
            if (outcome instanceof LoadOutcome.Loaded loaded) {
                assertThat(InProcess.provision(loaded.ground()).result().errors())
                        .as(word)
                        .isEmpty();
                provisioned++;
            } else {
                assertThat(((LoadOutcome.Invalid) outcome).problems())
                        .extracting(Problem::key)
                        .as(word)
                        .containsOnly("fleets");
            }
        }
        assertThat(provisioned).isPositive();
    }

    /** The words after the region's code in the names that all stacks give, to the engine and to AWS. */
    private static Set<String> namesOfComponents() {
        return Runs.STACKS.stream()
                .flatMap(stack -> Runs.up(stack).registered().stream())
                .flatMap(
                        each -> Stream.concat(Stream.of(each.name()), each.physicalName().stream()))
                .map(name -> name.replaceFirst("tidegate-[a-z0-9]+-", "").split("-", 3))
                .filter(parts -> parts.length > 1 && parts[1].matches("[a-z][a-z0-9]{0,11}"))
                .map(parts -> parts[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A ledger that cannot be written ends every change. */
    @Test
    void theLedgersDiskGrowsByItself() {
        InProcess.Ended ended = InProcess.provision(Standing.ground(any -> {}));

        assertThat(ended.asked())
                .filteredOn(each -> each.name().equals("use1-ledger"))
                .singleElement()
                .satisfies(
                        ledger ->
                                assertThat(ledger.at("maxAllocatedStorage"))
                                        .isEqualTo(new Property.Numeral(100)));
    }

    private static Ground delivered(String environment, String issuer) {
        return Standing.ground(
                dev ->
                        dev.put("environment", environment)
                                .putObject("access")
                                .put("repository", "us/ours")
                                .put("issuer", issuer));
    }
}
