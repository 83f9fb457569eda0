package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.wire.OneAccount;
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
