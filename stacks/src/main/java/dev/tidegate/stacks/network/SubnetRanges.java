package dev.tidegate.stacks.network;

/** How a /16 is divided: from the bottom a /20 a zone for instances, at the top a /24 a zone for load balancers. */
final class SubnetRanges {
    private final String prefix;

    SubnetRanges(String cidr) {
        if (!cidr.endsWith(".0.0/16")) {
            throw new IllegalArgumentException("a region's range is a /16, was " + cidr);
        }
        prefix = cidr.substring(0, cidr.length() - ".0.0/16".length());
    }

    String ofInstances(int zone) {
        return prefix + "." + 16 * zone + ".0/20";
    }

    String ofBalancers(int zone) {
        return prefix + "." + (240 + zone) + ".0/24";
    }

    /** A host in a zone's instance range; AWS reserves the first four addresses. */
    String host(int zone, int host) {
        if (host < 4 || host > 254) {
            throw new IllegalArgumentException("a host's number is 4 to 254, was " + host);
        }
        return prefix + "." + 16 * zone + "." + host;
    }

    /** The /64 for a zone's load balancers, out of the /56 that AWS assigned. */
    static String ofBalancers(String block, int zone) {
        if (!block.endsWith("00::/56")) {
            throw new IllegalArgumentException("AWS gives a /56, was " + block);
        }
        return block.substring(0, block.length() - "00::/56".length())
                + String.format("%02x", zone)
                + "::/64";
    }
}
