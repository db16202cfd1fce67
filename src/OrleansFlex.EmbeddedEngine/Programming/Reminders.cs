namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>A grain that can be woken by reminders.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>Runs as a turn when the reminder falls due. It means "look again".</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A durable reminder of a grain.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name, unique in the grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>Which tick of a reminder this is. All instants are UTC.</summary>
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the first tick was due.</summary>
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>Time between ticks.</summary>
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick is sent.</summary>
        public DateTime CurrentTickTime { get; } = timeStamp;

        /// <inheritdoc />
        public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
    }
}
