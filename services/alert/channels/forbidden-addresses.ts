import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 networks that are not the public internet: IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and
 * reserved space.
 */
const forbiddenV4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; a cloud's metadata too
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // public by number, but inside Azure it is the host
  ['169.254.0.0', 16], // link-local: metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays, deprecated
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const;

/** IPv6 hands out 2000::/3 alone to the public internet; these parts of it lead elsewhere (RFC 6890). */
const forbiddenV6 = [
  ['2001::', 23], // protocol assignments, with Teredo, which embeds IPv4
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which embeds IPv4
  ['3fff::', 20], // documentation
] as const;

const forbidden = new BlockList();
for (const [network, prefix] of forbiddenV4) forbidden.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of forbiddenV6) forbidden.addSubnet(network, prefix, 'ipv6');

const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an address must not be reached because of a message: anything but a public unicast address. Everything outside
 * 2000::/3 is refused: loopback, link-local, unique local and multicast addresses, and IPv4 in disguise (mapped, NAT64).
 */
export function isForbidden(address: string): boolean {
  if (isIPv4(address)) return forbidden.check(address, 'ipv4');
  // One with a zone (fe80::1%eth0) is local by definition.
  if (!isIPv6(address) || address.includes('%')) return true;
  return !publicV6.check(address, 'ipv6') || forbidden.check(address, 'ipv6');
}
