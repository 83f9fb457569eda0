package dev.tidegate.runbooks.act.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/8}. */
public record Network(InetAddress base, int bits) {
    /** Four numbers or something with colons: {@code 10} would be 0.0.0.10, and {@code face.de} a name. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Parses a range or a single address; host names are not resolved. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> base = address(slash < 0 ? text : text.substring(0, slash));
        if (base.isEmpty()) {
            return Optional.empty();
        }
        int all = base.get().getAddress().length * 8;
        try {
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > all
                    ? Optional.empty()
                    : Optional.of(new Network(base.get(), bits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads one address; a name is none. The link of a link-local address ({@code fe80::1%eth0}) is left out. */
    public static Optional<InetAddress> address(String text) {
        String address = text.replaceFirst("^(fe80:.*)%.*", "$1");
        if (!LITERAL.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] a = address.getAddress();
        byte[] b = base.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
