/**
 * The packaged program as a process of its own among real servers: an LLM service's metrics, Prometheus, the AWS API. What is
 * claimed here holds for what is shipped. Imports whatever it needs to look at results; starts the program by its command line
 * only.
 */
package dev.tidegate.autoscaler.whole;
