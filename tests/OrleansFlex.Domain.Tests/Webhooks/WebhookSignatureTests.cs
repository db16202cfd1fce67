using System.Text;
using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Domain.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void The_check_vector_of_the_api_holds() =>
        WebhookSignature.Sha1("example-secret", """{"payload":"example"}"""u8).ShouldBe("sha1=e417e6fc2e7f8a78c93a35a7b344d36ce179fc8d");

    [Fact]
    public void The_check_vector_of_the_specification_holds() =>
        WebhookSignature.Standard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, """{"test": 2432232314}"""u8)
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void A_secret_that_is_no_base64_is_used_as_it_is()
    {
        var plain = WebhookSignature.Standard("whsec_not*base64", "a", 1, "[]"u8);
        using var hmac = new System.Security.Cryptography.HMACSHA256(Encoding.UTF8.GetBytes("whsec_not*base64"));
        plain.ShouldBe("v1," + Convert.ToBase64String(hmac.ComputeHash("a.1.[]"u8.ToArray())));
    }

    [Fact]
    public void Identities_of_deliveries_are_stable_and_differ_in_every_part()
    {
        var webhook = Guid.Parse("019e83e9-d400-7532-ad48-cf6851d0c1b2");
        Guid[] ids =
        [
            DeliveryId.Of(webhook, 1, 2), DeliveryId.Of(webhook, 1, 3), DeliveryId.Of(webhook, 2, 2), DeliveryId.Of(webhook, 1, 2, 1), DeliveryId.Of(Guid.Empty, 1, 2),
        ];
        ids.Distinct().Count().ShouldBe(ids.Length);
        DeliveryId.Of(webhook, 1, 2).ShouldBe(ids[0]);
        ids.ShouldAllBe(id => id.Version == 8);
        ids[0].ToString().ShouldBe(DeliveryId.Of(webhook, 1, 2).ToString());
    }
}
