/** The command line tool and its engine, run on the packaged program as a person runs them; only the provider makes nothing. */
package dev.tidegate.stacks.engine;
