using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>Reads overrides from requests. A member of the other variant is refused rather than ignored, since its wish would be.</summary>
internal static class OverrideFields
{
    public static PolicyOverride Read(JsonFields body)
    {
        var type = body.OneOf("type", OverrideBody.ImmediateStart, OverrideBody.UpcomingSchedule);
        var target = body.OptionalNumber("target", 0, 100);
        var readyBy = body.OptionalInstant("readyBy");
        var minimum = body.OptionalNumber("minimumChargeTarget", 0, 100);
        if (type == OverrideBody.ImmediateStart)
        {
            if (target is null)
                body.Fail("target", "is required");
            Refuse(body, "readyBy", readyBy is not null, OverrideBody.UpcomingSchedule);
            Refuse(body, "minimumChargeTarget", minimum is not null, OverrideBody.UpcomingSchedule);
            return new PolicyOverride { IsImmediate = true, Target = target };
        }

        // Without a type nothing can be said of the rest.
        if (type != OverrideBody.UpcomingSchedule)
            return new PolicyOverride { IsImmediate = false };
        Refuse(body, "target", target is not null, OverrideBody.ImmediateStart);
        if (readyBy is null && minimum is null)
            body.Fail("readyBy", "or minimumChargeTarget is required");
        return new PolicyOverride { IsImmediate = false, Target = minimum, ReadyByMs = readyBy?.ToUnixTimeMilliseconds() };
    }

    private static void Refuse(JsonFields body, string name, bool isGiven, string variant)
    {
        if (isGiven)
            body.Fail(name, $"goes with type {variant} only");
    }
}
