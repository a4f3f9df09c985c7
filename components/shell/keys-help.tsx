'use client';

import { CloseButton, Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './keys-help.module.css';
import { keyGroups } from './keys-list';

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={720} attributes={{ content: { 'aria-label': 'Keys' } }}>
      <div className={classes.top}>
        <h2>Keys</h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      <div className={classes.groups}>
        {keyGroups.map(({ where, keys }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map(([combination, what]) => (
                <Fragment key={combination}>
                  <dt>
                    {combination
                      .split(' ')
                      .map((key) => (key === 'or' ? <span key={key}> or </span> : <kbd key={key}>{key}</kbd>))}
                  </dt>
                  <dd>{what}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
