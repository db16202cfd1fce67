using OrleansFlex.Domain;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests;

public sealed class DecisionTests
{
    [Fact]
    public void A_decision_is_a_value_or_a_rejection()
    {
        Decision<int> accepted = 3;
        Decision<int> refused = new ZoneNotActive("BE");
        accepted.Match(value => value, _ => -1).ShouldBe(3);
        refused.Match(value => value, _ => -1).ShouldBe(-1);
        refused.TryGet(out _, out var rejection).ShouldBeFalse();
        rejection!.Code.ShouldBe("zone.not_active");
        Should.Throw<InvalidOperationException>(() => refused.Value);
        (accepted == Decision.Accept(3)).ShouldBeTrue();
        (refused == Decision.Refuse<int>(new ZoneNotActive("BE"))).ShouldBeTrue();
        default(Decision<int>).IsAccepted.ShouldBeFalse();
    }
}
