package io.certconnect.lag.rules;

/**
 * What a look would have to read of one partition.
 *
 * @param reads how many first records, 1 or more
 * @param estimable whether something is known of each without reading it
 * @param standing whether an offset is searched from that an earlier look left unread: once read, it stays known
 */
public record Need(int reads, boolean estimable, boolean standing) {}
