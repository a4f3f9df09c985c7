'use client';

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMe, whyNot } from '@/components/ui/me';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { Handover, Question } from '@/lib/handover/model';
import classes from './handovers.module.css';
import { useQuestion } from './queries';

/** The questions of the next shift and their answers. */
export function Questions({ handover: { id, state, questions } }: { handover: Handover }) {
  const change = useQuestion(id);
  const mayAsk = whyNot(useMe()) === null;
  if (state === 'draft') return null;
  return (
    <section className={classes.section} aria-label="Questions">
      <h2>Questions ({questions.length})</h2>
      <ul className={classes.items}>
        {questions.map((question) => (
          <li key={question.id} className={classes.item}>
            <Asked question={question} />
            {question.answer === null && mayAsk && (
              <Say label="Answer" button="Answer" send={(answer) => change.run({ question: question.id, answer })} />
            )}
          </li>
        ))}
      </ul>
      {mayAsk && <Say label="Ask a question" button="Ask" send={(text) => change.run({ text })} />}
      {change.failure && <ChangeFailure failure={change.failure} retry={change.retry} />}
    </section>
  );
}

function Asked({ question: { text, by, at, answer, answeredBy, answeredAt } }: { question: Question }) {
  return (
    <>
      <p>
        <strong>{visibleText(by)}</strong> <Time value={at} digits={0} />: {visibleText(text)}
      </p>
      {answer !== null && (
        <p>
          <strong>{visibleText(answeredBy ?? '')}</strong> {answeredAt !== null && <Time value={answeredAt} digits={0} />}:{' '}
          {visibleText(answer)}
        </p>
      )}
    </>
  );
}

function Say({ label, button, send }: { label: string; button: string; send: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        send(text);
        setText('');
      }}
    >
      <Textarea
        aria-label={label}
        placeholder={label}
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" size="compact-sm" disabled={text.trim() === ''}>
        {button}
      </Button>
    </form>
  );
}
