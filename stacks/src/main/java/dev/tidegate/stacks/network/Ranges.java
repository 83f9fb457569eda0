package dev.tidegate.stacks.network;

/** How a /16 is cut: a /20 a zone for instances, from the bottom, and a /24 a zone for balancers, at the top. */
final class Ranges {
    private final String prefix;

    Ranges(String cidr) {
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
}
