using System.Net;
using OrleansFlex.Silo.Webhooks;

namespace OrleansFlex.Silo.Tests.Webhooks;

public sealed class OutboundAddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void An_address_of_one_s_own_network_is_not_public(string address) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    public void An_address_of_the_internet_is_public(string address) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("http://example.com/x", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://0x7f000001/x", false)]
    [InlineData("https://user@example.com/", false)]
    [InlineData("ftp://example.com/", false)]
    [InlineData("not an address", false)]
    [InlineData("https://example.com/hook?x=1", true)]
    public void Only_public_https_addresses_are_taken(string address, bool isTaken) =>
        (new OutboundAddressGuard(allowPrivate: false).Check(address, out _) is null).ShouldBe(isTaken);

    [Fact]
    public void Private_addresses_are_taken_where_they_are_allowed() =>
        new OutboundAddressGuard(allowPrivate: true).Check("http://127.0.0.1:9/x", out _).ShouldBeNull();

    [Fact]
    public async Task The_connection_itself_is_refused_whatever_the_name_promised()
    {
        using var http = new HttpClient(new OutboundAddressGuard(allowPrivate: false).CreateHandler());
        var refused = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("http://localhost:9/", TestContext.Current.CancellationToken));
        (refused as OutboundAddressException ?? refused.InnerException).ShouldBeOfType<OutboundAddressException>();
    }
}
