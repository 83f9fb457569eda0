package dev.tidegate.runbooks.act.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "172.16.0.0/12,  172.16.0.1,      true",
        "172.16.0.0/12,  172.31.255.255,  true",
        "172.16.0.0/12,  172.32.0.0,      false",
        "172.16.0.0/12,  172.15.255.255,  false",
        "10.1.2.3,       10.1.2.3,        true",
        "10.1.2.3,       10.1.2.2,        false",
        "10.1.2.3/32,    10.1.2.2,        false",
        "0.0.0.0/0,      203.0.113.9,     true",
        "0.0.0.0/0,      2001:db8::1,     false",
        "2001:db8::/33,  2001:db8:7fff::, true",
        "2001:db8::/33,  2001:db8:8000::, false",
        "2001:db8::/33,  32.1.13.184,     false",
    })
    void aNetworkHoldsTheAddressesOfItsFirstBits(String network, String address, boolean holds)
            throws UnknownHostException {
        Network range = Network.parse(network).orElseThrow();

        assertThat(range.contains(InetAddress.getByName(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "::/129",
                "10.0.0.0/",
                "/8",
                "",
                "a.example",
                "10/8",
                "10.1/16",
                "face.de",
                "bad"
            })
    void whatIsNoNetworkWrittenWholeIsNotRead(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "fd00::/8"})
    void whatIsWrittenWholeIsRead(String text) {
        assertThat(Network.parse(text)).isPresent();
    }
}
