package dev.tidegate.stacks.settings.load;

import com.google.common.net.InetAddresses;
import dev.tidegate.stacks.settings.DnsSettings;
import java.util.List;
import java.util.function.Consumer;

/** Validates CIDR blocks for Route 53's IP-based routing: no narrower than /24 (IPv4) or /48 (IPv6). */
final class Operators {
    private static final int NARROWEST_4 = 24;
    private static final int NARROWEST_6 = 48;

    private Operators() {}

    static void check(List<DnsSettings.Operator> operators, Consumer<Problem> problems) {
        for (int i = 0; i < operators.size(); i++) {
            String key = "dns.operators[" + i + "].blocks";
            List<String> blocks = operators.get(i).blocks();
            if (blocks.isEmpty()) {
                problems.accept(new Problem(key, "nothing", "name its address blocks"));
            }
            blocks.stream()
                    .filter(block -> !taken(block))
                    .forEach(
                            block ->
                                    problems.accept(
                                            new Problem(
                                                    key,
                                                    block,
                                                    "write a block of up to /24, or up to /48 of IPv6")));
        }
    }

    private static boolean taken(String block) {
        String address = block.substring(0, block.indexOf('/'));
        int length = Integer.parseInt(block.substring(block.indexOf('/') + 1));
        return InetAddresses.isInetAddress(address)
                && length >= 1
                && length <= (address.contains(":") ? NARROWEST_6 : NARROWEST_4);
    }
}
