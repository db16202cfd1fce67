using System.Security.Cryptography;
using OrleansFlex.Silo.Clients;

namespace OrleansFlex.Silo.Tests.Clients;

public sealed class AccessTokenTests
{
    [Fact]
    public void A_sealed_token_opens_with_its_key_only_and_unchanged_only()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var token = new AccessToken(new string((char)random.Next(33, 0xD7FF), random.Next(1, 129)), random.NextInt64(), random.Next());
            var sealedToken = token.Seal(key);
            AccessToken.Open(sealedToken, key).ShouldBe(token);
            AccessToken.Open(sealedToken, RandomNumberGenerator.GetBytes(32)).ShouldBeNull();
            var changed = sealedToken.ToCharArray();
            var at = random.Next(changed.Length - 1);
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            AccessToken.Open(new string(changed), key).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("AAAA")]
    [InlineData("äöü")]
    public void Anything_else_opens_nothing(string text) => AccessToken.Open(text, new byte[32]).ShouldBeNull();
}
